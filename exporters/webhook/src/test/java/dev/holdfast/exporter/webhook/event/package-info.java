@NullMarked
package dev.holdfast.exporter.webhook.event;

import org.jspecify.annotations.NullMarked;
