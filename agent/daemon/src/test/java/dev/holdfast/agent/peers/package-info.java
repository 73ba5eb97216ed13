/** Peers that are asked, well and ill behaved. */
@NullMarked
package dev.holdfast.agent.peers;

import org.jspecify.annotations.NullMarked;
