package dev.holdfast.linux.socket;

import dev.holdfast.linux.libc.BpfProgram;
import dev.holdfast.linux.libc.BpfProgram.Instruction;

/** Runs a classic BPF program as the kernel does, over made-up packets: enough of the machine for our filters. */
final class BpfMachine {
    private static final int NET = -0x100000;
    private static final int PACKET_TYPE = -0x1000 + 4;

    private final byte[] data;
    private final byte[] networkHeader;
    private final int packetType;
    private int accumulator;
    private int index;

    /**
     * A machine before a packet.
     *
     * @param data what the socket shows its filter
     * @param networkHeader the IP header
     */
    BpfMachine(byte[] data, byte[] networkHeader, int packetType) {
        this.data = data.clone();
        this.networkHeader = networkHeader.clone();
        this.packetType = packetType;
    }

    boolean accepts(BpfProgram program) {
        try {
            return run(program) != 0;
        } catch (ArrayIndexOutOfBoundsException beyondTheEnd) {
            return false;
        }
    }

    private int run(BpfProgram program) {
        int at = 0;
        while (true) {
            Instruction instruction = program.instructions().get(at++);
            int operand = instruction.operand();
            switch (instruction.code()) {
                case 0x20 -> accumulator = word(operand);
                case 0x30 -> accumulator = octet(operand);
                case 0x50 -> accumulator = octet(index + operand);
                case 0x80 -> accumulator = data.length;
                case 0xb1 -> index = 4 * (octet(operand) & 0xf);
                case 0x1c -> accumulator -= index;
                case 0x54 -> accumulator &= operand;
                case 0x05 -> at += operand;
                case 0x15 -> at += accumulator == operand ? instruction.ifTrue() : instruction.ifFalse();
                case 0x35 ->
                    at += Integer.compareUnsigned(accumulator, operand) >= 0
                            ? instruction.ifTrue()
                            : instruction.ifFalse();
                case 0x06 -> {
                    return operand;
                }
                default -> throw new AssertionError("unknown instruction " + instruction);
            }
        }
    }

    private int word(int offset) {
        return offset == PACKET_TYPE
                ? packetType
                : octet(offset) << 24 | octet(offset + 1) << 16 | octet(offset + 2) << 8 | octet(offset + 3);
    }

    private int octet(int offset) {
        return (offset < 0 ? networkHeader[offset - NET] : data[offset]) & 0xff;
    }
}
