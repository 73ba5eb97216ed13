package dev.holdfast.agent.boot;

import dev.holdfast.agent.config.AgentConfig;
import dev.holdfast.agent.notify.ScriptUser;
import dev.holdfast.agent.notify.UserDatabase;
import dev.holdfast.agent.track.ProbeConfig;
import dev.holdfast.core.notify.ScriptCommand;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the users exist that scripts are to run as: better said now than in the night of the takeover. */
final class ScriptUserCheck {
    private final UserDatabase users;

    ScriptUserCheck(UserDatabase users) {
        this.users = users;
    }

    /** The first thing that is wrong, if any. Blocks. */
    Optional<String> problem(AgentConfig config) {
        if (commands(config).findAny().isEmpty()) {
            return Optional.empty();
        }
        Stream<String> named = Stream.concat(
                config.global().scriptUser().stream(), commands(config).flatMap(command -> command.user().stream()));
        return named.distinct()
                .filter(name -> users.find(name).isEmpty())
                .findFirst()
                .map(name -> "script user does not exist: " + name)
                .or(() -> defaultProblem(config));
    }

    private Optional<String> defaultProblem(AgentConfig config) {
        Optional<ScriptUser> user =
                config.global().scriptUser().flatMap(users::find).or(users::defaultUser);
        return user.isPresent()
                ? Optional.empty()
                : Optional.of("there is neither a user holdfast_script nor nobody to run scripts as; name one with"
                        + " global_defs.script_user");
    }

    private static Stream<ScriptCommand> commands(AgentConfig config) {
        return Stream.of(
                        config.engine().routers().stream()
                                .flatMap(router -> router.scripts().commands()),
                        config.engine().groups().stream()
                                .flatMap(group -> group.scripts().commands()),
                        config.probes().stream().flatMap(ProbeConfig::commands),
                        config.engine().splitBrain().resolution().commands(),
                        config.fifos().pipes().stream().flatMap(pipe -> pipe.reader().stream()))
                .flatMap(commands -> commands);
    }
}
