package dev.holdfast.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system.
 *
 * <p>The JDK has them in {@code jdk.unsupported}, without a replacement; the compiler warns of every mention of that
 * class and cannot be told not to, hence by reflection.
 */
final class Signals {
    private Signals() {}

    /**
     * Has something done whenever a signal arrives, on a thread that is made for it, instead of what the JVM would do.
     *
     * @param name such as {@code HUP}
     */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        action.run();
                        return null;
                    });
            Object wanted = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, wanted, proxy);
        } catch (InvocationTargetException reserved) {
            throw new IllegalStateException(
                    "the JVM keeps signal " + name + " to itself: do not start it with -Xrs", reserved);
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException("this Java has no signals: it lacks the module jdk.unsupported", absent);
        }
    }
}
