package dev.holdfast.core.net;

import java.util.ArrayList;
import java.util.List;

/** Text of addresses: strict parsing without name look-up, and the canonical form of RFC 5952. */
final class IpLiteral {
    private static final int GROUPS = 8;

    private IpLiteral() {}

    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parseIpv6(text) : new IpAddress(IpFamily.IPV4, 0, parseIpv4(text, text));
    }

    static String format(IpAddress address) {
        return address.family() == IpFamily.IPV4 ? formatIpv4(address.low()) : formatIpv6(groupsOf(address));
    }

    private static long parseIpv4(String part, String whole) {
        String[] fields = part.split("\\.", -1);
        if (fields.length != 4) {
            throw invalid(whole);
        }
        long bits = 0;
        for (String field : fields) {
            // A leading zero is refused: some programs read 010 as eight, some as ten.
            if (!field.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(field) > 255) {
                throw invalid(whole);
            }
            bits = (bits << 8) | Integer.parseInt(field);
        }
        return bits;
    }

    private static IpAddress parseIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw invalid(text);
        }
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0, text);
        List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), true, text);
        int missing = GROUPS - head.size() - tail.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            throw invalid(text);
        }
        List<Integer> all = new ArrayList<>(head);
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail);
        return new IpAddress(IpFamily.IPV6, fourGroups(all.subList(0, 4)), fourGroups(all.subList(4, 8)));
    }

    /** The groups of one side of the gap; the last of the whole literal may be a dotted IPv4 address. */
    private static List<Integer> groups(String part, boolean endsLiteral, String whole) {
        List<Integer> groups = new ArrayList<>();
        if (part.isEmpty()) {
            return groups;
        }
        String[] fields = part.split(":", -1);
        for (int i = 0; i < fields.length; i++) {
            boolean last = i == fields.length - 1;
            if (last && endsLiteral && fields[i].indexOf('.') >= 0) {
                long bits = parseIpv4(fields[i], whole);
                groups.add((int) (bits >>> 16));
                groups.add((int) (bits & 0xffff));
            } else if (fields[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(fields[i], 16));
            } else {
                throw invalid(whole);
            }
        }
        return groups;
    }

    private static long fourGroups(List<Integer> groups) {
        long bits = 0;
        for (int group : groups) {
            bits = (bits << 16) | group;
        }
        return bits;
    }

    private static String formatIpv4(long bits) {
        return (bits >>> 24) + "." + ((bits >>> 16) & 0xff) + "." + ((bits >>> 8) & 0xff) + "." + (bits & 0xff);
    }

    private static int[] groupsOf(IpAddress address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? address.high() : address.low();
            groups[i] = (int) ((half >>> (48 - 16 * (i % 4))) & 0xffff);
        }
        return groups;
    }

    private static String formatIpv6(int[] groups) {
        int gapStart = -1;
        int gapLength = 1; // RFC 5952 section 4.2.2: a single zero group is not shortened.
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gapStart = i;
                gapLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("not an IPv4 or IPv6 address: " + text);
    }
}
