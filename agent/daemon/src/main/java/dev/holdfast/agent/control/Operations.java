package dev.holdfast.agent.control;

/** What an operator can have a running agent do. Called on threads of the control socket; may block for some seconds. */
public interface Operations {
    /** Has an instance step down now. */
    Answer release(String instance);

    /** Takes the node out of service, or back in. */
    Answer maintenance(boolean on);

    /** Tells whether it is out of service. */
    Answer maintenanceStatus();

    /** Reads the configuration again and puts it in force. */
    Answer reload();

    /**
     * Tells what a reload would do.
     *
     * @param file what to call the text in problems
     */
    Answer plan(String file, String text);

    /** Tells which split brains are open, and who stays out because of one. */
    Answer splitBrains();

    /**
     * Decides who stays master.
     *
     * @param keep this node, by its name, or another one that the incident is about, by its address
     * @param by who decides, and from where
     */
    Answer resolve(long incident, String keep, String by);

    /** Has an instance take part again that lost a split brain. */
    Answer clear(String instance, String by);
}
