package dev.holdfast.core.spi;

/**
 * Something that is set up differently on two nodes of one virtual router.
 *
 * @param deafens whether it makes one of them refuse the other's adverts
 * @param text both sides of it, for people; never a secret
 */
public record Difference(Mismatch what, boolean deafens, String text) {}
