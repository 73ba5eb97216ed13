package dev.holdfast.exporter.webhook.send;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** The first part of an answer's body as text; the rest is not read. */
final class CappedBody implements BodySubscriber<String> {
    /** A message of an error fits, a page of a portal does not, and nobody needs it. */
    private static final int MOST_OCTETS = 4096;

    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private volatile Runnable cancellation = () -> {};

    @Override
    public CompletionStage<String> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        cancellation = subscription::cancel;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[Math.min(buffer.remaining(), MOST_OCTETS - read.size())];
            buffer.get(part);
            read.writeBytes(part);
        }
        if (read.size() >= MOST_OCTETS) {
            cancellation.run();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable thrown) {
        result.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        result.complete(read.toString(StandardCharsets.UTF_8));
    }
}
