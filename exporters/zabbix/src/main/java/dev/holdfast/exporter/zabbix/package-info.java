/**
 * Shows the agent to Zabbix: answers items, over HTTP for a helper beside a Zabbix agent and over Zabbix's own passive
 * protocol without one, and pushes transitions by the trapper protocol.
 *
 * <p>Answers come from the status document. Connections have threads of their own, a few; the agent loop only puts events
 * into a bounded queue. Imports {@code core.spi} and {@code core.net}, and Jackson.
 */
@NullMarked
package dev.holdfast.exporter.zabbix;

import org.jspecify.annotations.NullMarked;
