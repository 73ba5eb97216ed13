package dev.holdfast.exporter.webhook.queue;

import dev.holdfast.exporter.webhook.event.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What waits for one receiver, in order and bounded. Usable from any thread.
 *
 * <p>While there is room, nothing gives way. When there is none, an older event gives way to a newer one about the same
 * topic, those that belong to no incident first; when all topics differ, the oldest is given up.
 */
public final class DeliveryQueue implements AutoCloseable {
    /** Beyond this the journal is written anew, when most of it is done with. */
    private static final long REWRITE_OCTETS = 256 * 1024;

    /** Of memory, which the agent has little of: more than a thousand events. */
    private static final long MOST_OCTETS = 1 << 20;

    private final Map<Long, Entry> waiting = new TreeMap<>();
    private int capacity;
    private final Consumer<String> onTrouble;
    private Optional<Journal> journal = Optional.empty();
    private long octets;
    private long next = 1;
    private long superseded;
    private long lost;
    private long changes;
    private long rewrittenOctets;

    /**
     * A queue that forgets all when the process ends, until it is {@linkplain #keepIn kept}.
     *
     * @param capacity how many may wait
     * @param onTrouble told in words when something is wrong with the disk
     */
    public DeliveryQueue(int capacity, Consumer<String> onTrouble) {
        this.capacity = capacity;
        this.onTrouble = onTrouble;
    }

    /** From now on so many may wait; what is too much gives way with the next event. */
    public synchronized void resize(int most) {
        capacity = most;
    }

    /** Keeps all in a file from now on, after what it holds already; where that cannot be, goes on without. */
    public synchronized void keepIn(Path file) {
        Journal.Content content = new Journal.Content();
        try {
            Journal opened = Journal.open(file, content);
            journal = Optional.of(opened);
            rewrittenOctets = opened.octets();
        } catch (IOException refused) {
            onTrouble.accept("what waits will not survive a restart: " + refused);
            return;
        }
        if (content.unreadable() > 1) {
            onTrouble.accept(file + ": " + content.unreadable() + " lines could not be understood and are left out");
        }
        next = content.next();
        content.waiting().forEach(this::put);
    }

    private void put(Entry entry) {
        waiting.put(entry.sequence(), entry);
        octets += entry.json().length();
    }

    /** Numbers events and lets them wait. When this returns they are on disk, if there is one. */
    public synchronized void add(List<Notice> notices, Map<String, String> links) {
        List<Entry> added = new ArrayList<>();
        for (Notice notice : notices) {
            Entry entry = Entry.of(next, notice.topic(), notice.madeMillis(), notice.numbered(next, links));
            next++;
            added.add(entry);
            put(entry);
        }
        onDisk(open -> open.add(added));
        while (waiting.size() > capacity || octets > MOST_OCTETS) {
            giveWay();
        }
        wake();
    }

    private void giveWay() {
        Optional<Entry> older = superseded(false).or(() -> superseded(true));
        if (older.isPresent()) {
            superseded++;
            done(older.get().sequence());
        } else {
            lost++;
            done(waiting.keySet().iterator().next());
        }
    }

    /** The oldest for whose topic there is a newer one. */
    private Optional<Entry> superseded(boolean incidentsToo) {
        Set<String> newer = new HashSet<>();
        Optional<Entry> oldest = Optional.empty();
        List<Entry> newestFirst = new ArrayList<>(waiting.values());
        Collections.reverse(newestFirst);
        for (Entry entry : newestFirst) {
            if (!newer.add(entry.topic()) && (incidentsToo || !entry.isIncident())) {
                oldest = Optional.of(entry);
            }
        }
        return oldest;
    }

    /** The one to be sent next. */
    public synchronized Optional<Entry> head() {
        Iterator<Entry> oldest = waiting.values().iterator();
        return oldest.hasNext() ? Optional.of(oldest.next()) : Optional.empty();
    }

    /** An event need not be sent any more; also one that is not there any more. */
    public synchronized void done(long sequence) {
        Entry known = waiting.remove(sequence);
        if (known == null) {
            return;
        }
        octets -= known.json().length();
        onDisk(open -> {
            open.done(sequence);
            if (open.octets() > REWRITE_OCTETS + 2 * rewrittenOctets) {
                open.rewrite(next, waiting.values());
                rewrittenOctets = open.octets();
            }
        });
    }

    /** Something to do with the journal. */
    private interface DiskWork {
        void with(Journal open) throws IOException;
    }

    /** After a failure the file may end in half a line: nothing more is written behind it. */
    private void onDisk(DiskWork work) {
        if (journal.isEmpty()) {
            return;
        }
        try {
            work.with(journal.get());
        } catch (IOException refused) {
            onTrouble.accept("what waits will not survive a restart any more: " + refused);
            closeJournal();
        }
    }

    private void closeJournal() {
        try {
            if (journal.isPresent()) {
                journal.get().close();
            }
        } catch (IOException refused) {
            onTrouble.accept(refused.toString());
        }
        journal = Optional.empty();
    }

    /** A number that grows with everything that may be worth a look. */
    public synchronized long changes() {
        return changes;
    }

    /** Waits until there were more changes than those seen, or the time is up. */
    public synchronized void await(long seen, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; changes == seen && left > 0; left = millisUntil(until)) {
            wait(left);
        }
    }

    private static long millisUntil(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
    }

    /** Wakes whoever {@linkplain #await waits}. */
    public synchronized void wake() {
        changes++;
        notifyAll();
    }

    public synchronized int length() {
        return waiting.size();
    }

    /** When the oldest that waits happened, wall time. */
    public synchronized OptionalLong oldestMillis() {
        return head().map(entry -> OptionalLong.of(entry.madeMillis())).orElse(OptionalLong.empty());
    }

    /** How many gave way to newer ones about the same. */
    public synchronized long superseded() {
        return superseded;
    }

    /** How many were given up for want of room. */
    public synchronized long lost() {
        return lost;
    }

    /** Whether what waits survives a restart. */
    public synchronized boolean isKept() {
        return journal.isPresent();
    }

    @Override
    public synchronized void close() {
        closeJournal();
    }
}
