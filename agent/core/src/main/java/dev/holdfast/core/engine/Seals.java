package dev.holdfast.core.engine;

import dev.holdfast.core.auth.HeaderSeal;
import dev.holdfast.core.auth.HmacSeal;
import dev.holdfast.core.vrrp.RouterConfig;

/**
 * What proves the adverts of one virtual router, as far as its configuration asks for it: a signature behind the message,
 * or a header before it. Outlives reloads.
 */
record Seals(HmacSeal hmac, HeaderSeal header) {
    Seals() {
        this(new HmacSeal(), new HeaderSeal());
    }

    void configure(RouterConfig config) {
        hmac.configure(config.hmac());
        header.configure(config.header());
    }
}
