@NullMarked
package dev.holdfast.exporter.webhook.send;

import org.jspecify.annotations.NullMarked;
