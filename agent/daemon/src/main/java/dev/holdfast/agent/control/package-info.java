/**
 * The operator's hand on a running agent: a Unix socket, one request and one answer per connection, and the client that
 * the commands use. Threads of its own; knows what may be asked, not how it is done.
 */
@NullMarked
package dev.holdfast.agent.control;

import org.jspecify.annotations.NullMarked;
