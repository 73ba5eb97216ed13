package dev.holdfast.core.sim;

import dev.holdfast.core.net.IpAddress;
import dev.holdfast.core.net.IpPrefix;
import dev.holdfast.core.net.RouterKey;
import dev.holdfast.core.spi.RouterState;
import dev.holdfast.core.vrrp.RouterConfig;
import java.util.ArrayList;
import java.util.List;

/** One machine: its kernel, the file with its configuration, and the agent that runs on it or does not. */
final class SimNode {
    private final World world;
    private final int index;
    private final FakeKernel kernel;
    private final IpPrefix source;
    private final List<Setting> settings;
    private SimProcess process;
    private boolean wanted;
    private boolean openFails;
    private boolean callsAreSlow;
    private boolean scriptPasses = true;
    private boolean inMaintenance;
    private long adverts;

    SimNode(World world, int index, List<Setting> settings) {
        this.world = world;
        this.index = index;
        this.settings = new ArrayList<>(settings);
        source = world.topology().source(index);
        kernel = new FakeKernel(world, this, source);
        process = SimProcess.neverStarted(world, this);
    }

    int index() {
        return index;
    }

    /** Nodes are called a, b, c and so on. */
    String name() {
        return String.valueOf((char) ('a' + index));
    }

    IpAddress source() {
        return source.address();
    }

    /** Numbers what it sends, whichever of its processes does. */
    long nextAdvert() {
        return ++adverts;
    }

    FakeKernel kernel() {
        return kernel;
    }

    SimProcess process() {
        return process;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    boolean isAwake() {
        return isAlive() && !process.isPaused();
    }

    /** Whether the agent is awake and its machine is fit to take part in an election. */
    boolean isEligible() {
        return isAwake()
                && !process.isShuttingDown()
                && kernel.isUsable()
                && process.hand().isFit();
    }

    Setting setting(int router) {
        return settings.get(router);
    }

    /** Edits the file and has the agent read it. Who moves together is as strong and as patient as the others. */
    void reload(int router, Setting setting) {
        settings.set(router, setting);
        if (world.topology().tracking().grouped()) {
            settings.replaceAll(setting::likewise);
        }
        process.hand().reload(settings);
    }

    /** What the tracked script says from now on. */
    void setScriptPasses(boolean passes) {
        scriptPasses = passes;
        process.hand().scriptSays(passes);
    }

    boolean scriptPasses() {
        return scriptPasses;
    }

    void maintain(boolean on) {
        inMaintenance = on;
        process.hand().maintain(on);
    }

    boolean isInMaintenance() {
        return inMaintenance;
    }

    void release(int router) {
        process.hand().release(router);
    }

    /** What the running agent goes by: its configuration, with the priority that its trackers leave it. */
    RouterConfig config(RouterKey key) {
        return process.config(key);
    }

    /** The state that the agent told last; stopped when there is none. */
    RouterState state(RouterKey key) {
        return process.state(key);
    }

    boolean openFails() {
        return openFails;
    }

    void setOpenFails(boolean fails) {
        openFails = fails;
    }

    boolean callsAreSlow() {
        return callsAreSlow;
    }

    void setCallsAreSlow(boolean slow) {
        callsAreSlow = slow;
    }

    void start() {
        wanted = true;
        if (!isAlive()) {
            process = SimProcess.start(world, this, settings);
        }
    }

    void crash() {
        wanted = false;
        process.crash();
    }

    /** The operator stops the agent, which may take its time. */
    void stop() {
        wanted = false;
        process.shutDown();
    }

    /** The process has ended. When it was told to start again while it was still stopping, it starts now. */
    void onEnd() {
        if (wanted) {
            world.time().at(world.nowNanos(), this::start);
        }
    }

    void pause() {
        process.pause();
    }

    void resume() {
        process.resume();
    }

    void arrive(Inbound inbound) {
        process.arrive(inbound);
    }

    void ringForNotices() {
        process.ringLater();
    }
}
