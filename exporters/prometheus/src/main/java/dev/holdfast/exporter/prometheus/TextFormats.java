package dev.holdfast.exporter.prometheus;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.util.Locale;
import java.util.Map;

/**
 * The two formats of the page, and which of them a scraper wants.
 *
 * <p>The client's own choice ignores quality values and knows a binary format; ours does neither.
 */
final class TextFormats {
    /** The classic format, for browsers, curl and everything that does not ask. */
    static final ExpositionFormatWriter PROMETHEUS = PrometheusTextFormatWriter.create();

    /** The format with exemplars, for those that list it. */
    static final ExpositionFormatWriter OPENMETRICS = OpenMetricsTextFormatWriter.create();

    private static final String OPENMETRICS_TYPE = "application/openmetrics-text";
    private static final Map<String, Integer> PROMETHEUS_TYPES = Map.of("*/*", 1, "text/*", 2, "text/plain", 3);

    private TextFormats() {}

    /**
     * The format for an Accept header: OpenMetrics when it is listed by name and not wanted less than plain text.
     *
     * @param accept the header (RFC 9110 section 12.5.1), empty for none; what makes no sense in it is passed over
     */
    static ExpositionFormatWriter accepted(String accept) {
        double openMetrics = 0;
        double prometheus = 0;
        int precision = 0;
        for (String part : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String type = part.split(";", -1)[0].trim();
            if (type.equals(OPENMETRICS_TYPE)) {
                openMetrics = Math.max(openMetrics, quality(part));
            }
            // The most precise range decides (RFC 9110): text/plain;q=0.1 beats */*;q=1. Of equal ones, the most
            // wanted.
            int found = PROMETHEUS_TYPES.getOrDefault(type, 0);
            if (found > precision) {
                precision = found;
                prometheus = quality(part);
            } else if (found > 0 && found == precision) {
                prometheus = Math.max(prometheus, quality(part));
            }
        }
        return openMetrics > 0 && openMetrics >= prometheus ? OPENMETRICS : PROMETHEUS;
    }

    private static double quality(String range) {
        for (String parameter : range.split(";", -1)) {
            String text = parameter.trim();
            if (text.startsWith("q=")) {
                return text.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)") ? Double.parseDouble(text.substring(2)) : 0;
            }
        }
        return 1;
    }
}
