package dev.holdfast.linux.socket;

import dev.holdfast.linux.libc.BpfProgram;
import dev.holdfast.linux.libc.BpfProgram.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a classic BPF program with named places to jump to. Conditions only skip the one instruction after them, a
 * jump without condition, for only that one reaches further than 255 instructions.
 */
final class FilterAssembler {
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_OCTET = 0x30;
    private static final int LOAD_OCTET_INDEXED = 0x50;
    private static final int LOAD_LENGTH = 0x80;
    private static final int LOAD_IPV4_HEADER_LENGTH_INDEX = 0xb1;
    private static final int SUBTRACT_INDEX = 0x1c;
    private static final int AND = 0x54;
    private static final int JUMP = 0x05;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;

    private static final int WHOLE_PACKET = 0x40000;

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Integer, String> jumps = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    void loadWord(int offset) {
        add(LOAD_WORD, offset);
    }

    void loadOctet(int offset) {
        add(LOAD_OCTET, offset);
    }

    /** Loads the octet at {@code offset} after where the index points. */
    void loadOctetIndexed(int offset) {
        add(LOAD_OCTET_INDEXED, offset);
    }

    void loadLength() {
        add(LOAD_LENGTH, 0);
    }

    /** Points the index behind the IPv4 header at the packet's begin, options included. */
    void skipIpv4Header() {
        add(LOAD_IPV4_HEADER_LENGTH_INDEX, 0);
    }

    void subtractIndex() {
        add(SUBTRACT_INDEX, 0);
    }

    void mask(int bits) {
        add(AND, bits);
    }

    void gotoUnlessEqual(int value, String place) {
        condition(JUMP_IF_EQUAL, 1, 0, value, place);
    }

    void gotoIfEqual(int value, String place) {
        condition(JUMP_IF_EQUAL, 0, 1, value, place);
    }

    void gotoIfBelow(int value, String place) {
        condition(JUMP_IF_AT_LEAST, 1, 0, value, place);
    }

    /** Jumps lead here. Places lie after the jumps that lead to them. */
    void place(String name) {
        places.put(name, instructions.size());
    }

    void accept() {
        add(RETURN, WHOLE_PACKET);
    }

    void refuse() {
        add(RETURN, 0);
    }

    BpfProgram assemble() {
        jumps.forEach((at, name) -> {
            Integer target = places.get(name);
            if (target == null || target <= at) {
                throw new IllegalStateException("no place after " + at + " is named " + name);
            }
            instructions.set(at, new Instruction(JUMP, 0, 0, target - at - 1));
        });
        return new BpfProgram(instructions);
    }

    private void condition(int code, int ifTrue, int ifFalse, int value, String place) {
        instructions.add(new Instruction(code, ifTrue, ifFalse, value));
        jumps.put(instructions.size(), place);
        add(JUMP, 0);
    }

    private void add(int code, int operand) {
        instructions.add(new Instruction(code, 0, 0, operand));
    }
}
