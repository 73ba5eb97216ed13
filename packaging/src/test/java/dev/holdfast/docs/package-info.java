/** Tests of everything that is not code: documents, data files and the conformance ledger. */
@NullMarked
package dev.holdfast.docs;

import org.jspecify.annotations.NullMarked;
