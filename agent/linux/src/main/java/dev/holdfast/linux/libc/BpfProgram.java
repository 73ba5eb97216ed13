package dev.holdfast.linux.libc;

import java.util.List;

/**
 * A classic BPF program: what the kernel runs over each packet before it queues it.
 *
 * @param instructions at most {@link #MAX_LENGTH}
 */
public record BpfProgram(List<Instruction> instructions) {
    /** The kernel's limit, BPF_MAXINSNS. */
    public static final int MAX_LENGTH = 4096;

    private static final int INSTRUCTION_SIZE = 8;

    public BpfProgram {
        instructions = List.copyOf(instructions);
        if (instructions.isEmpty() || instructions.size() > MAX_LENGTH) {
            throw new IllegalArgumentException("a filter has 1.." + MAX_LENGTH + " instructions");
        }
    }

    public int length() {
        return instructions.size();
    }

    /** The sock_filter array. */
    NativeBuffer encode() {
        NativeBuffer buffer = NativeBuffer.allocate(length() * INSTRUCTION_SIZE);
        int at = 0;
        for (Instruction instruction : instructions) {
            buffer.putShort(at, instruction.code());
            buffer.putU8(at + 2, instruction.ifTrue());
            buffer.putU8(at + 3, instruction.ifFalse());
            buffer.putInt(at + 4, instruction.operand());
            at += INSTRUCTION_SIZE;
        }
        return buffer;
    }

    /**
     * One instruction of the little machine.
     *
     * @param code the operation
     * @param ifTrue how many instructions a jump that holds skips, 0 to 255
     * @param ifFalse how many it skips otherwise, 0 to 255
     * @param operand the number k
     */
    public record Instruction(int code, int ifTrue, int ifFalse, int operand) {
        public Instruction {
            if (ifTrue < 0 || ifTrue > 255 || ifFalse < 0 || ifFalse > 255) {
                throw new IllegalArgumentException("a jump skips 0..255 instructions");
            }
        }
    }
}
