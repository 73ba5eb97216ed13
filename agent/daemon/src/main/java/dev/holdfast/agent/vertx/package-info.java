/** How small the event loops are that serve beside the one that elects. */
@NullMarked
package dev.holdfast.agent.vertx;

import org.jspecify.annotations.NullMarked;
