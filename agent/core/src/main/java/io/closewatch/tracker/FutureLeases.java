package io.closewatch.tracker;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Leases that are asked for at one time and answered at another: a ticket goes from the call to the
 * future, and whoever answers that finds it there. The first answer counts. Thread-safe, lock-free.
 */
final class FutureLeases {

  /** Deeper than leases within callbacks of leases go: calls whose end was not seen. */
  private static final int MAX_DEPTH = 16;

  /** Of a call that runs on this thread; nothing is left in a thread that is in none. */
  private static final ThreadLocal<@Nullable LeaseTicket> CURRENT = new ThreadLocal<>();

  private final OpenLeases leases;
  private final LeaseFutures futures;

  FutureLeases(OpenLeases leases, int maxFutures) {
    this.leases = leases;
    this.futures = new LeaseFutures(leases, maxFutures);
  }

  void requested(Caller caller, @Nullable Object route) {
    LeaseTicket outer = CURRENT.get();
    if (depth(outer) >= MAX_DEPTH) {
      outer = null;
    }
    CURRENT.set(new LeaseTicket(caller, route, outer));
    EarlyReleases early = caller.pool().early();
    if (early != null) {
      early.leaseBegins();
    }
  }

  void limited(Object limit) {
    LeaseTicket ticket = CURRENT.get();
    if (ticket != null) {
      ticket.limited(limit);
    }
  }

  void queued(Object future) {
    LeaseTicket ticket = CURRENT.get();
    if (ticket != null && !ticket.isQueued()) {
      ticket.queued();
      futures.put(future, ticket);
    }
  }

  void returned(Object pool, @Nullable Object future, @Nullable Throwable failure) {
    LeaseTicket ticket = pop(pool);
    if (ticket == null) {
      return;
    }
    LeaseTicket outer = ticket.outer();
    Object outcome = future == null ? failure : future;
    boolean passedOn = outcome == null || ticket.passesOn(outcome);
    if (outer != null && outcome != null) {
      outer.innerReturned(outcome);
    }
    ticket.detach();
    boolean waits = false;
    if (!passedOn && failure != null) {
      fail(ticket, failure);
    } else if (!passedOn && !ticket.isQueued() && future instanceof Future) {
      waits = waitsFor(ticket, (Future<?>) future);
    }
    if (!waits) {
      callIsOver(ticket);
    }
  }

  void completing(Object future, @Nullable Object entry) {
    LeaseFutures.Entry found = futures.find(future);
    if (found == null || entry == null) {
      return;
    }
    LeaseTicket ticket = found.ticket();
    // If somebody tried to cancel, it is open who wins; a loser's entry comes back or is dropped.
    if (ticket.lease() || ticket.isEnded()) {
      found.lease(leases.add(entry, ticket.caller()));
    }
  }

  void completed(Object future, boolean accepted) {
    LeaseFutures.Entry found = futures.remove(future);
    Lease lease = found == null ? null : found.lease();
    if (found == null || lease == null) {
      return;
    }
    // Nobody got it. Some pools release it then; others keep it without a word to a hook.
    if (!accepted) {
      leases.drop(lease);
    } else if (found.ticket().isGivenUp()) {
      lease.unclaimed();
    }
  }

  void failed(Object future, @Nullable Throwable failure) {
    LeaseFutures.Entry found = futures.remove(future);
    if (found != null) {
      fail(found.ticket(), failure);
    }
  }

  void cancelled(Object future) {
    LeaseFutures.Entry found = futures.find(future); // an answer may still win
    if (found != null) {
      cancel(found.ticket());
    }
  }

  /**
   * Who waited for {@code future} has left. It may be answered at any moment: either that sees that
   * the ticket was given up, or it is seen here.
   */
  void givenUp(Object future) {
    LeaseFutures.Entry found = futures.find(future);
    if (found != null) {
      found.ticket().giveUp();
    }
    if (future instanceof Future && ((Future<?>) future).isDone()) {
      Object entry = answer((Future<?>) future);
      if (entry != null) {
        leases.unclaimed(entry);
      }
    }
  }

  void forgetCollected(int most) {
    futures.forgetCollected(most);
  }

  void readStacks() {
    futures.readStacks();
  }

  private static int depth(@Nullable LeaseTicket ticket) {
    int depth = 0;
    for (LeaseTicket t = ticket; t != null; t = t.outer()) {
      depth++;
    }
    return depth;
  }

  /** The innermost call of this thread, which is one of {@code pool}. */
  private @Nullable LeaseTicket pop(Object pool) {
    LeaseTicket ticket = CURRENT.get();
    while (ticket != null && ticket.pool().get() != pool) {
      ticket = ticket.outer(); // the end of that call was not seen
    }
    if (ticket == null) {
      return null;
    }
    LeaseTicket outer = ticket.outer();
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
    return ticket;
  }

  /** True if the ticket is still open, for one that calls us itself. */
  private boolean waitsFor(LeaseTicket ticket, Future<?> future) {
    if (!future.isDone()) {
      if (future instanceof CompletableFuture) {
        LeaseFutures.Entry waiting = futures.put(future, ticket);
        CompletableFuture<?> unused =
            ((CompletableFuture<?>) future).whenComplete(new Answer(ticket, waiting));
        return true;
      }
      futures.put(future, ticket);
      if (!future.isDone()) {
        return false; // whoever answers it from now on finds the ticket
      }
    }
    takeAnswer(ticket, future);
    return false;
  }

  private void takeAnswer(LeaseTicket ticket, Future<?> done) {
    try {
      Object entry = done.get();
      if (entry != null && ticket.lease()) {
        leases.addLate(entry, ticket, false);
      }
    } catch (ExecutionException e) {
      fail(ticket, e.getCause());
    } catch (CancellationException e) {
      cancel(ticket);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // no future that is done does that
    }
  }

  /** What a future that is done was answered with; null if with something else than an entry. */
  private static @Nullable Object answer(Future<?> done) {
    try {
      return done.get();
    } catch (ExecutionException | CancellationException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // no future that is done does that
      return null;
    }
  }

  private static void fail(LeaseTicket ticket, @Nullable Throwable failure) {
    if (ticket.end() && failure != null && TimedOutLease.isTimeout(failure)) {
      ticket.pool().timedOut(ticket.caller(), ticket.get());
    }
  }

  /**
   * Who waits for a future for as long as he will, cancels it himself; who loses interest, or
   * aborts a request, does it from another thread. HttpAsyncClient 4 never says it with a cancel.
   */
  private static void cancel(LeaseTicket ticket) {
    TrackedPool pool = ticket.pool();
    if (ticket.end()
        && pool.kind() != PoolKind.NIO_POOL_4
        && ticket.caller().by().get() == Thread.currentThread()
        && ticket.hasWaitedInVain(System.nanoTime())
        && pool.hasLeases()) {
      pool.timedOut(ticket.caller(), ticket.get());
    }
  }

  private static void callIsOver(LeaseTicket ticket) {
    EarlyReleases early = ticket.pool().early();
    if (early != null) {
      early.leaseEnds();
    }
  }

  /** Of a pool that answers with futures of the JDK. Must not throw. */
  private final class Answer implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final LeaseTicket ticket;
    private final LeaseFutures.@Nullable Entry waiting;

    Answer(LeaseTicket ticket, LeaseFutures.@Nullable Entry waiting) {
      this.ticket = ticket;
      this.waiting = waiting;
    }

    @Override
    public void accept(@Nullable Object entry, @Nullable Throwable failure) {
      Throwable reason = failure;
      while (reason instanceof CompletionException && reason.getCause() != null) {
        reason = reason.getCause();
      }
      if (reason instanceof CancellationException) {
        cancel(ticket);
      } else if (reason != null) {
        fail(ticket, reason);
      } else if (entry != null && ticket.lease()) {
        leases.addLate(entry, ticket, true);
        if (ticket.isGivenUp()) {
          leases.unclaimed(entry, ticket);
        }
      }
      if (waiting != null) {
        futures.remove(waiting);
      }
      callIsOver(ticket);
    }
  }
}
