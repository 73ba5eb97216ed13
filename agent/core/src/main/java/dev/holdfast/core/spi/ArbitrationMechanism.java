package dev.holdfast.core.spi;

/** What may have a say about who holds the addresses. A fixed list: the words are labels of a metric. */
public enum ArbitrationMechanism {
    /** Addresses that a node must reach, such as the gateway. */
    REFERENCE,
    /** A lease in an etcd cluster. */
    ETCD,
    /** A lock on a disk that all nodes share. */
    DISK;

    /** The lower-case word that labels and JSON use. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
