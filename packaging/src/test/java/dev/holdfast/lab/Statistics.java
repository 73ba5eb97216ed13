package dev.holdfast.lab;

import java.util.List;
import java.util.Locale;

/** Medians and the like over measured seconds. */
final class Statistics {
    private final List<Double> sorted;

    Statistics(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        this.sorted = values.stream().sorted().toList();
    }

    double median() {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The least value that this share of all values does not exceed, for example 0.99. */
    double quantile(double share) {
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, index));
    }

    double max() {
        return sorted.get(sorted.size() - 1);
    }

    /** Median and range in milliseconds. */
    String millis() {
        return String.format(Locale.ROOT, "%.0f (%.0f–%.0f)", median() * 1e3, sorted.get(0) * 1e3, max() * 1e3);
    }
}
