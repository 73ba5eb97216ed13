package dev.holdfast.agent.config;

import dev.holdfast.agent.config.yaml.Excerpt;
import dev.holdfast.core.engine.FenceConfig;
import dev.holdfast.core.engine.FenceConfig.When;
import dev.holdfast.core.engine.ResolutionConfig;
import dev.holdfast.core.engine.SplitBrainConfig.Response;
import dev.holdfast.core.notify.ScriptCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how a split brain is ended: {@code on_split_brain} and what stands beside it. */
final class ResolutionReader {
    private static final Pattern LINK_BASE = Pattern.compile("https?://[^\\s/?#]{1,255}(/[^\\s?#]{1,255})?(?<!/)");

    private static final long MIN_TIMEOUT = 100 * Durations.MILLI;

    /** A script that takes longer keeps the addresses away from everybody. */
    private static final long MAX_TIMEOUT = 10 * 60 * Durations.SECOND;

    private final ScriptReader scripts;

    ResolutionReader(ScriptReader scripts) {
        this.scripts = scripts;
    }

    ResolutionConfig read(Section section) {
        Response response = word(section, "on_split_brain", Response.values()).orElse(Response.ALERT);
        Optional<FenceConfig> fence = section.section("fence", Block.FENCE, "such as {command: /etc/holdfast/fence.sh}")
                .flatMap(this::fence);
        Optional<ScriptCommand> reboot = section.section(
                        "self_fence", Block.SELF_FENCE, "such as {reboot_command: /sbin/reboot}")
                .flatMap(found -> scripts.read(found, "reboot_command"));
        boolean sticky = section.bool("sticky_loser").orElse(ResolutionConfig.DEFAULT.stickyLoser());
        Optional<String> linkBase = section.value("link_base").flatMap(ResolutionReader::linkBase);
        boolean fenceFits = fits(section, "fence", response == Response.FENCE);
        boolean rebootFits = mayStand(section, "self_fence", response == Response.SELF_FENCE);
        return fenceFits && rebootFits && fence.isPresent() == (response == Response.FENCE)
                ? new ResolutionConfig(response, sticky, fence, reboot, linkBase)
                : ResolutionConfig.DEFAULT;
    }

    private Optional<FenceConfig> fence(Section section) {
        long timeout = Spans.read(section, "timeout", MIN_TIMEOUT, MAX_TIMEOUT, "100ms..10m")
                .orElse(FenceConfig.DEFAULT_TIMEOUT_NANOS);
        When when = word(section, "when", When.values()).orElse(When.INCIDENT);
        return scripts.read(section, "command").map(command -> new FenceConfig(command, timeout, when));
    }

    private static Optional<String> linkBase(Value value) {
        return value.text("such as https://lb01.example.net:9112").filter(text -> {
            boolean fine = LINK_BASE.matcher(text).matches();
            if (!fine) {
                value.error(
                        "must be http:// or https:// with a host and no slash at the end, was " + Excerpt.quoted(text));
            }
            return fine;
        });
    }

    private static boolean fits(Section section, String key, boolean wanted) {
        if (wanted && section.value(key).isEmpty()) {
            section.value("on_split_brain").ifPresent(value -> value.error("needs " + key + " beside it"));
            return false;
        }
        return mayStand(section, key, wanted);
    }

    /** What nobody would ever call is a mistake. */
    private static boolean mayStand(Section section, String key, boolean wanted) {
        Optional<Value> stray = wanted ? Optional.empty() : section.value(key);
        stray.ifPresent(value -> value.error("has no effect without on_split_brain: " + key));
        return stray.isEmpty();
    }

    private static <E extends Enum<E>> Optional<E> word(Section section, String key, E[] all) {
        List<String> words = Arrays.stream(all).map(ResolutionReader::word).toList();
        return section.word(key, words).map(word -> all[words.indexOf(word)]);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
