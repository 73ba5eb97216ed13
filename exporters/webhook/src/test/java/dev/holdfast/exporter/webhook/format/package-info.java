@NullMarked
package dev.holdfast.exporter.webhook.format;

import org.jspecify.annotations.NullMarked;
