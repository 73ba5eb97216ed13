package dev.holdfast.core.arbitrate;

import static dev.holdfast.core.arbitrate.FakeDisk.MILLI;

import dev.holdfast.core.net.Priority;
import dev.holdfast.core.spi.ArbitrationVerdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A node as far as the lock can tell: an election by adverts in its plainest form, an address that the kernel takes away,
 * and the lock that is tested. It can be frozen, killed and started.
 */
final class DiskNode {
    static final long INTERVAL = 1000 * MILLI;
    static final long LEASE = 3000 * MILLI;

    /** A backup must not believe that it heard nothing when it was not listening. */
    private static final long DEAF = INTERVAL / 2;

    private final DiskWorld world;
    private final int index;
    private final int priority;
    private final List<Runnable> inbox = new ArrayList<>();

    private DiskLock lock;
    private boolean alive;
    private boolean frozen;
    private boolean master;
    private long lettingGoUntil;
    private long claimNanos;
    private long heardNanos;
    private boolean resigned;
    private long nextAdvertNanos;
    private long addressUntil;
    private long wakeNanos;
    private Opinion opinion = Opinion.idle();

    DiskNode(DiskWorld world, int index, int priority) {
        this.world = world;
        this.index = index;
        this.priority = priority;
        this.lock = new DiskLock(world.config());
    }

    int index() {
        return index;
    }

    boolean isAwake() {
        return alive && !frozen;
    }

    boolean isMaster() {
        return alive && master;
    }

    /** Whether the kernel has the address, whatever the agent does. */
    boolean hasAddress() {
        return addressUntil - world.now() > 0;
    }

    Opinion opinion() {
        return opinion;
    }

    void start() {
        if (!alive) {
            alive = true;
            frozen = false;
            inbox.clear();
            lock = new DiskLock(world.config());
            addressUntil = 0;
            heardNanos = Arbiter.NEVER;
            listen();
            wakeNanos = 0;
            wake();
        }
    }

    /** The process dies; the kernel keeps the address until its lease ends. */
    void crash() {
        alive = false;
        master = false;
    }

    /** The operator stops it: the address goes first, then the word, then what the disk says. */
    void stop() {
        if (isAwake()) {
            boolean resigns = master;
            master = false;
            addressUntil = 0;
            if (resigns) {
                world.advertise(this, 0);
            }
            look(Stance.OUT);
            world.in(200 * MILLI, this::crash);
            alive = false;
            stopping();
        }
    }

    private void stopping() {
        if (lock.isBusy()) {
            world.in(MILLI, () -> {
                look(Stance.OUT);
                stopping();
            });
        }
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        if (frozen) {
            frozen = false;
            late();
            wake();
        }
    }

    private void late() {
        long late = world.now() - wakeNanos;
        long silent = world.now() - (nextAdvertNanos - INTERVAL);
        List<Runnable> waiting = List.copyOf(inbox);
        inbox.clear();
        if (master && silent >= 3 * INTERVAL) {
            master = false;
            addressUntil = 0;
            listen();
        } else if (!master && late >= DEAF) {
            listen();
        }
        waiting.forEach(Runnable::run);
    }

    void answer(DiskAnswer answer) {
        take(() -> lock.answered(world.now(), answer));
    }

    void hear(int from, int value) {
        take(() -> heard(from, value));
    }

    private void take(Runnable input) {
        if (frozen) {
            inbox.add(input);
        } else {
            input.run();
            if (alive) {
                wake();
            }
        }
    }

    private void heard(int from, int value) {
        if (!alive) {
            return;
        }
        heardNanos = world.now();
        resigned = value == 0;
        if (value == 0) {
            claimNanos = world.now() + skew();
        } else if (master) {
            if (value > priority || (value == priority && from > index)) {
                letGo();
            } else {
                advertise();
            }
        } else if (value >= priority) {
            listen();
        }
    }

    private void wake() {
        if (isAwake()) {
            turn();
            long due = Math.min(lock.deadlineNanos(), master ? nextAdvertNanos : claimNanos);
            if (lettingGoUntil - world.now() > 0) {
                due = Math.min(due, lettingGoUntil);
            }
            // A deadline that has passed and changes nothing would be a loop without an end.
            wakeNanos = Math.max(due, world.now() + MILLI / 10);
            long at = wakeNanos;
            world.in(at - world.now() + world.lateNanos(), () -> {
                if (at == wakeNanos) {
                    wake();
                }
            });
        }
    }

    private void turn() {
        look(stance());
        if (master && opinion.verdict() == ArbitrationVerdict.REFUSED) {
            letGo();
            world.advertise(this, 0);
            look(stance());
        } else if (stance() == Stance.WANTING && opinion.verdict() == ArbitrationVerdict.GRANTED) {
            master = true;
            advertise();
            look(stance());
        }
        if (master && nextAdvertNanos - world.now() <= 0) {
            advertise();
        }
    }

    private void look(Stance stance) {
        boolean heartbeat = heardNanos != Arbiter.NEVER && world.now() - heardNanos < 3 * INTERVAL + skew();
        long claim = stance == Stance.LISTENING || stance == Stance.WANTING ? claimNanos : Arbiter.NEVER;
        Situation situation =
                new Situation(stance, claim, heardNanos, resigned, heartbeat, new Priority(priority), true);
        opinion = lock.look(world.now(), situation, request -> world.disk().carryOut(this, (DiskRequest) request));
    }

    private Stance stance() {
        if (master) {
            return Stance.HOLDING;
        }
        if (lettingGoUntil - world.now() > 0) {
            return Stance.LETTING_GO;
        }
        return claimNanos - world.now() <= 0 ? Stance.WANTING : Stance.LISTENING;
    }

    private void advertise() {
        nextAdvertNanos = world.now() + INTERVAL;
        boolean had = hasAddress();
        addressUntil = world.now() + LEASE + world.lagNanos();
        if (!had) {
            world.taken(this);
        }
        world.advertise(this, priority);
    }

    private void letGo() {
        master = false;
        addressUntil = 0;
        lettingGoUntil = world.now() + 1 + world.random().nextLong(2 * MILLI);
        listen();
    }

    private void listen() {
        claimNanos = world.now() + 3 * INTERVAL + skew();
    }

    private long skew() {
        return (256 - priority) * INTERVAL / 256;
    }
}
