package dev.holdfast.agent.track;

import dev.holdfast.agent.vertx.SideLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A page as a check by digest sees it, for whoever writes one.
 *
 * @param status the HTTP status code
 * @param md5 of the page, or of as much of it as a check reads, in lower-case hexadecimal
 */
public record PageDigest(int status, String md5) {
    /**
     * Asks for a page. Blocks for the time-out at most; as in a check no certificate is verified and no redirection
     * followed.
     *
     * @param uri http or https
     * @param virtualHost what is asked for, instead of the host of the URI
     * @throws IOException when there is no page, or not in time
     */
    public static PageDigest of(URI uri, Optional<String> virtualHost, long timeoutNanos)
            throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx(SideLoop.options(1));
        // Held until the end: a client that nobody holds is closed by the garbage collector, in the middle of a
        // request.
        HttpClient client =
                vertx.createHttpClient(new HttpClientOptions().setTrustAll(true).setVerifyHost(false));
        try {
            return get(client, uri, virtualHost)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new IOException(String.valueOf(failed.getCause()), failed);
        } catch (TimeoutException late) {
            throw new IOException("timed out", late);
        } finally {
            client.close();
            vertx.close();
        }
    }

    private static Future<PageDigest> get(HttpClient client, URI uri, Optional<String> virtualHost) {
        RequestOptions options =
                new RequestOptions().setAbsoluteURI(uri.toString()).setFollowRedirects(false);
        virtualHost.ifPresent(name -> options.putHeader("Host", name));
        return client.request(options).compose(HttpClientRequest::send).compose(PageDigest::read);
    }

    private static Future<PageDigest> read(HttpClientResponse response) {
        Promise<PageDigest> answer = Promise.promise();
        Page page = new Page(true);
        response.exceptionHandler(answer::tryFail);
        response.endHandler(end -> answer.tryComplete(new PageDigest(response.statusCode(), page.digest())));
        response.handler(part -> {
            page.add(part);
            if (page.isEnough()) {
                response.handler(null).endHandler(null).exceptionHandler(ignored -> {});
                answer.tryComplete(new PageDigest(response.statusCode(), page.digest()));
                response.request().connection().close();
            }
        });
        return answer.future();
    }
}
