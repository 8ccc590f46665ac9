// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read while it arrives, at the speed of its reader: little of it is in memory. The
 * read fails if no byte arrives in time.
 */
final class StreamedBody extends InputStream implements BodySubscriber<InputStream> {
  /** Part of a body; without a byte, its end. */
  private record Event(List<ByteBuffer> parts, @Nullable Throwable failed) {}

  private final Duration timeout;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
  private final Deque<ByteBuffer> parts = new ArrayDeque<>();
  private boolean ended;

  /**
   * A body.
   *
   * @param timeout maximum time without a byte
   */
  StreamedBody(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription begun) {
    subscribed.complete(begun);
    begun.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> arrived) {
    List<ByteBuffer> filled = arrived.stream().filter(ByteBuffer::hasRemaining).toList();
    if (filled.isEmpty()) {
      subscribed.join().request(1);
    } else {
      events.add(new Event(filled, null));
    }
  }

  @Override
  public void onError(Throwable failed) {
    events.add(new Event(List.of(), failed));
  }

  @Override
  public void onComplete() {
    events.add(new Event(List.of(), null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (parts.isEmpty() && !ended) {
      await();
    }
    ByteBuffer part = parts.peek();
    if (part == null) {
      return -1;
    }
    int count = Math.min(length, part.remaining());
    part.get(target, offset, count);
    if (!part.hasRemaining()) {
      parts.remove();
      if (parts.isEmpty() && !ended) {
        subscribed.join().request(1);
      }
    }
    return count;
  }

  private void await() throws IOException {
    Event event;
    try {
      event = events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (event == null) {
      throw new HttpTimeoutException("no byte for " + timeout.toSeconds() + " s");
    }
    Throwable failed = event.failed();
    if (failed != null) {
      throw new IOException(failed);
    }
    parts.addAll(event.parts());
    ended = event.parts().isEmpty();
  }

  /** Stops the response. */
  @Override
  public void close() {
    var unused = subscribed.thenAccept(Subscription::cancel);
  }
}
