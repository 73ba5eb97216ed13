/**
 * Who may hold the addresses, beyond what VRRP can know: each mechanism is an {@link
 * dev.holdfast.core.arbitrate.Arbiter}, and {@link dev.holdfast.core.arbitrate.Arbitration} is all of them for one virtual
 * router.
 *
 * <p>Decides; asks through requests, whose answers come back as inputs. Every deadline counts from the moment a request was
 * ordered, so that nothing depends on how late an adapter or a network is. Runs on the agent loop and may import {@code
 * disk}, {@code net}, {@code spi} and {@code track}.
 */
@NullMarked
package dev.holdfast.core.arbitrate;

import org.jspecify.annotations.NullMarked;
