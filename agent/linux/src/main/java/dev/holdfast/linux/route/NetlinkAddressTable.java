package dev.holdfast.linux.route;

import dev.holdfast.core.net.VirtualAddress;
import dev.holdfast.core.port.AddressTable;
import dev.holdfast.core.port.Outcome;
import dev.holdfast.linux.libc.Errno;
import dev.holdfast.linux.libc.ErrnoException;
import dev.holdfast.linux.netlink.Acknowledgement;
import dev.holdfast.linux.netlink.NetlinkRequest;
import dev.holdfast.linux.netlink.NetlinkRequests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Addresses by netlink, several per system call. An address carries {@link AddressCodec#OWNERSHIP_MARK} and lives for
 * as long as its lease; renewing is installing again.
 */
public final class NetlinkAddressTable implements AddressTable {
    private static final String INSTALL = "add address";
    private static final String REMOVE = "remove address";

    private final NetlinkRequests requests;
    private final Interfaces interfaces;
    private final OwnAddresses ownAddresses;

    public NetlinkAddressTable(NetlinkRequests requests, Interfaces interfaces, OwnAddresses ownAddresses) {
        this.requests = requests;
        this.interfaces = interfaces;
        this.ownAddresses = ownAddresses;
    }

    /**
     * Goes once through what a takeover needs, for an interface that cannot exist: the kernel refuses, and what the first
     * takeover would have had to load is there.
     */
    public void rehearse(VirtualAddress address) {
        install(List.of(address), 1);
        remove(List.of(address));
        try {
            requests.order(List.of(
                    AddressCodec.install(address, Interfaces.NOWHERE, 1),
                    AddressCodec.remove(address, Interfaces.NOWHERE)));
        } catch (ErrnoException refused) {
            // As it must be, here and above, where already the interface is not found.
            return;
        }
    }

    @Override
    public Outcome install(List<VirtualAddress> addresses, int leaseSeconds) {
        Map<VirtualAddress, Acknowledgement> answers =
                order(addresses, (address, index) -> AddressCodec.install(address, index, leaseSeconds));
        return firstFailure(INSTALL, answers, ownAddresses::onInstalled);
    }

    @Override
    public Outcome remove(List<VirtualAddress> addresses) {
        Map<VirtualAddress, Acknowledgement> answers = order(addresses, AddressCodec::remove);
        answers.replaceAll((address, answer) -> isAbsent(answer) ? Acknowledgement.DONE : answer);
        return firstFailure(REMOVE, answers, ownAddresses::onRemoved);
    }

    private static boolean isAbsent(Acknowledgement answer) {
        return answer.errno() == Errno.EADDRNOTAVAIL || answer.errno() == Errno.ENODEV;
    }

    private Map<VirtualAddress, Acknowledgement> order(
            List<VirtualAddress> addresses, BiFunction<VirtualAddress, Integer, NetlinkRequest> request) {
        Map<VirtualAddress, Acknowledgement> answers = tryOrder(addresses, request);
        // The interface may have been recreated under another index since we last looked.
        List<VirtualAddress> misplaced = answers.entrySet().stream()
                .filter(answer -> answer.getValue().errno() == Errno.ENODEV)
                .map(Map.Entry::getKey)
                .toList();
        misplaced.forEach(address -> interfaces.forget(address.dev()));
        answers.putAll(tryOrder(misplaced, request));
        return answers;
    }

    private Map<VirtualAddress, Acknowledgement> tryOrder(
            List<VirtualAddress> addresses, BiFunction<VirtualAddress, Integer, NetlinkRequest> request) {
        Map<VirtualAddress, Acknowledgement> answers = new LinkedHashMap<>();
        for (int from = 0; from < addresses.size(); from += NetlinkRequests.MAX_BATCH) {
            int to = Math.min(from + NetlinkRequests.MAX_BATCH, addresses.size());
            answers.putAll(orderBatch(addresses.subList(from, to), request));
        }
        return answers;
    }

    private Map<VirtualAddress, Acknowledgement> orderBatch(
            List<VirtualAddress> addresses, BiFunction<VirtualAddress, Integer, NetlinkRequest> request) {
        Map<VirtualAddress, Acknowledgement> answers = new LinkedHashMap<>();
        List<VirtualAddress> placed = new ArrayList<>();
        List<NetlinkRequest> batch = new ArrayList<>();
        for (VirtualAddress address : addresses) {
            try {
                batch.add(request.apply(address, interfaces.find(address.dev()).index()));
                placed.add(address);
            } catch (ErrnoException refused) {
                answers.put(address, Acknowledgement.refused(refused));
            }
        }
        try {
            List<Acknowledgement> received = requests.order(batch);
            for (int i = 0; i < placed.size(); i++) {
                answers.put(placed.get(i), received.get(i));
            }
        } catch (ErrnoException refused) {
            placed.forEach(address -> answers.put(address, Acknowledgement.refused(refused)));
        }
        return answers;
    }

    private static Outcome firstFailure(
            String operation, Map<VirtualAddress, Acknowledgement> answers, Consumer<VirtualAddress> onDone) {
        Outcome outcome = Outcome.DONE;
        for (Map.Entry<VirtualAddress, Acknowledgement> answer : answers.entrySet()) {
            if (answer.getValue().isDone()) {
                onDone.accept(answer.getKey());
            } else if (outcome.isDone()) {
                outcome = answer.getValue()
                        .refusal(operation, answer.getKey().toString())
                        .outcome();
            }
        }
        return outcome;
    }
}
