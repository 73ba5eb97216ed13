@NullMarked
package dev.holdfast.exporter.webhook.queue;

import org.jspecify.annotations.NullMarked;
