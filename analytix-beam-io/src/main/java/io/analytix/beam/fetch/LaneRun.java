// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of a lane: opens channels, sends requests at the lane's pace, keeps its window full,
 * and hands out finished shards on the calling thread.
 *
 * <p>Everything that decides happens on that thread. Answers come back as events; a request that
 * failed for now waits in the same queue as one that was never sent and takes a slot like it.
 * Shards are claimed a little ahead of being sent, so that a channel is open when its turn comes;
 * after the stretch nothing more is claimed, and what was claimed is finished or put off.
 */
public final class LaneRun {
  private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * A list of more pages makes way for other channels: these would wait for all of its requests.
   */
  private static final int MANY_PAGES = 10;

  private final LanePlan plan;
  private final LaneSettings settings;
  private final ReportClient client;
  private final LaneMemory memory;
  private final LaneTime time;
  private final LaneListener listener;
  private final Pacer pacer;
  private final ChannelPaces paces;
  private final DayBudget budget;
  private final DayBudget units;
  private final long stopClaiming;

  private final LaneCalls calls = new LaneCalls();
  private final SendQueue queue = new SendQueue();
  private final MoneyRefusals moneyRefusals = new MoneyRefusals();
  private final LaneLoad load;
  private final ListingDesk listings;
  private final ChannelDesk desk;
  private final Claims claims;
  private final Reactions reactions;
  private final List<ShardWork> finished = new ArrayList<>();
  private int unfinished;
  private boolean allClaimed;
  private boolean sweptUp;

  /**
   * A stretch of a lane.
   *
   * @param state as the last stretch left it
   */
  public LaneRun(LanePlan plan, LaneSettings settings, LaneState state, LaneTools tools) {
    this.plan = plan;
    this.settings = settings;
    this.client = tools.client();
    this.memory = tools.memory();
    this.time = tools.time();
    this.listener = tools.listener();
    this.pacer = memory.pacer(() -> new Pacer(settings.perMinute(), state.notBefore(), time));
    memory.dataPacer(() -> new Pacer(settings.perMinute(), state.notBefore(), time));
    this.paces = new ChannelPaces(settings, memory, time);
    this.budget = memory.budget(() -> DayBudget.ofQueries(settings.perDay(), state.used(), time));
    this.units =
        memory.units(() -> DayBudget.ofUnits(settings.dataUnitsPerDay(), state.units(), time));
    this.stopClaiming = time.nanos() + settings.stretch().toNanos();
    this.load = new LaneLoad(state);
    this.claims = new Claims(memory);
    Retries retries = new Retries(settings.retries(), tools.random(), time);
    this.desk = new ChannelDesk(tools, calls, retries, new Waiters());
    this.listings = new ListingDesk(tools, calls, new Listed());
    this.reactions =
        new Reactions(
            tools, pacer, paces, retries, queue, listings, desk, moneyRefusals, new Endings());
  }

  /** What a pause carries over: the next slot on the wall clock, the day's use, what waits. */
  public LaneState state() {
    return new LaneState(pacer.nextSlot(), budget.used(), units.used(), load.postponed());
  }

  /** Whether nothing is left to be begun of the shards that were claimed. */
  public boolean isDone() {
    return load.isDone();
  }

  /**
   * Works from shard {@code next} and returns the first one that was not claimed, {@code end} if
   * all were; then {@link #isDone} tells whether they are all finished, too.
   *
   * @param claim asked before a shard is begun; must not refuse
   */
  public int run(int next, int end, IntPredicate claim, Consumer<ShardAnswers> out)
      throws InterruptedException {
    int claimed = next;
    budget.reserve(plan.manyDaysFrom(next, end));
    try {
      while (true) {
        allClaimed = claimed == end;
        boolean more = !isOver() && !load.isFull() && !(allClaimed && load.isDone());
        if (isOver() && !sweptUp) {
          sweptUp = true;
          putOffUnsent();
        }
        if (!more && unfinished == 0) {
          return claimed;
        }
        if (more && hasRoom()) {
          LaneState.Postponed postponed = load.next(allClaimed);
          if (postponed != null) {
            beginAgain(postponed);
          } else if (claim.test(claimed)) {
            begin(claimed++);
          } else {
            throw new IllegalStateException("the tracker refused shard " + claimed);
          }
        } else if (full() || (!desk.openNext() && !sendNext())) {
          await();
        }
        calls.drain();
        finished.forEach(work -> out.accept(work.result()));
        finished.clear();
      }
    } finally {
      calls.cancel();
      desk.cancel();
    }
  }

  private boolean isOver() {
    return time.nanos() >= stopClaiming;
  }

  /**
   * Puts shards off of which nothing was sent, lest the pause wait for them: a channel's own pace
   * may be slow. Where it is not known yet that the channel answers, that is still to be told.
   */
  private void putOffUnsent() {
    Map<ShardWork, List<Asking>> shards = new LinkedHashMap<>();
    for (Asking asking : queue.waiting()) {
      shards.computeIfAbsent(asking.work, any -> new ArrayList<>()).add(asking);
    }
    shards.forEach(
        (work, askings) -> {
          if (work.isUnsent(askings) && memory.channel(work.shard().channel()).answered) {
            queue.removeAll(askings);
            askings.forEach(budget::release);
            if (work.isOfEveryVideo()) {
              listener.found(1 - askings.size());
            }
            load.postpone(work, work.shard().dates(), false);
            unfinished--;
            askings.forEach(asking -> ended(work, true));
          }
        });
  }

  private boolean hasRoom() {
    return desk.backlog() + queue.backlog() + listings.queue().backlog() < window();
  }

  private int window() {
    return memory.proven() ? settings.maxInFlight() : 1;
  }

  private boolean full() {
    return calls.inFlight() >= window();
  }

  private void begin(int place) {
    ChosenShard chosen = plan.shards().get(place);
    List<ReportRequest> requests = chosen.requests(plan.planner());
    if (requests.stream().anyMatch(request -> request.report().needsUploads())) {
      requests.forEach(request -> begin(place, chosen, request.dates(), List.of(request)));
    } else {
      begin(place, chosen, chosen.shard().dates(), requests);
    }
  }

  private void beginAgain(LaneState.Postponed postponed) {
    ChosenShard chosen = plan.shards().get(postponed.shard());
    ReportDefinition report = plan.planner().report(chosen.shard());
    begin(
        postponed.shard(),
        chosen,
        postponed.days(),
        report.needsUploads()
            ? List.of(new ReportRequest(report, postponed.days()))
            : chosen.requests(plan.planner()));
  }

  private void begin(int place, ChosenShard chosen, DateRange dates, List<ReportRequest> requests) {
    ChannelRef ref = chosen.shard().channel();
    Shard shard = new Shard(ref, chosen.shard().report(), dates);
    ShardWork work = new ShardWork(plan.runId(), place, shard, requests);
    List<Asking> askings = work.askings();
    unfinished++;
    LaneMemory.ChannelState state = memory.channel(ref);
    String problem = ref.problem();
    if (problem != null) {
      state.failure = Failure.of(Cause.RECORD_INVALID, problem);
    }
    begun(work, askings.size());
    Failure failure = state.failure == null ? memory.stopped() : state.failure;
    List<Asking> chosenOnes = new ArrayList<>();
    for (Asking asking : askings) {
      ReportRequest request = asking.request();
      boolean deferred = chosen.isDeferred(request);
      asking.reserved = !deferred && request.answersManyDays() ? request.queries() : 0;
      asking.listing = request.report().needsUploads();
      if (failure != null) {
        endFailed(asking, failure);
      } else if (deferred) {
        endFailed(asking, budget.exceeded());
      } else {
        chosenOnes.add(asking);
      }
    }
    admit(state, chosenOnes);
  }

  /** Notes that so many requests more will end. */
  private void begun(ShardWork work, int requests) {
    claims.begun(work.shard().channel(), requests);
    if (!work.monetary()) {
      moneyRefusals.begun(work.shard().channel(), requests);
    }
  }

  /** Lets requests go on, if no other record speaks for their channel. */
  private void admit(LaneMemory.ChannelState state, List<Asking> askings) {
    if (askings.isEmpty()) {
      return;
    }
    ChannelIdentity identity = state.identity();
    Claims.Admission admission =
        identity == null ? Claims.Admission.GRANTED : claims.admit(identity, state.ref, askings);
    if (admission == Claims.Admission.GRANTED) {
      proceed(state, askings);
    } else if (admission == Claims.Admission.TAKEN && identity != null) {
      refuseSecond(askings, memory.holder(identity));
    }
  }

  private void proceed(LaneMemory.ChannelState state, List<Asking> askings) {
    OpenChannel open = state.open;
    if (open == null) {
      desk.await(state, askings);
      return;
    }
    for (Asking asking : askings) {
      asking.work.channel = open;
      if (asking.listing) {
        listings.await(asking);
      } else if (asking.sent == 0) {
        queue.add(asking);
      } else {
        queue.addAgain(asking, time.nanos());
      }
    }
  }

  private void refuseSecond(List<Asking> askings, @Nullable ChannelRef first) {
    for (Asking asking : askings) {
      LaneMemory.ChannelState state = memory.channel(asking.channel());
      ChannelIdentity identity = state.identity();
      if (state.failure == null && identity != null && first != null) {
        state.failure = Claims.second(identity, first);
      }
      if (state.failure != null) {
        endFailed(asking, state.failure);
      }
    }
  }

  /** Deals with a request whose turn it is, and tells whether there was one. */
  private boolean sendNext() {
    return sendNext(queue, pacer) || sendNext(listings.queue(), memory.dataPacer());
  }

  private boolean sendNext(SendQueue from, Pacer pace) {
    long now = time.nanos();
    Asking asking = from.peek(now);
    if (asking == null) {
      return false;
    }
    Failure failure = knownFailure(asking);
    if (failure == null && pace.untilNext() > 0) {
      return false;
    }
    from.remove(now);
    LaneMemory.ChannelState state = memory.channel(asking.channel());
    OpenChannel channel = state.open;
    if (failure != null) {
      endFailed(asking, failure);
    } else if (channel == null || desk.isClosed(state)) {
      desk.await(state, List.of(asking));
    } else if (asking.listing) {
      list(asking, channel);
    } else if (paces.untilNext(channel) > 0) {
      from.addAgain(asking, now + paces.untilNext(channel));
    } else {
      ask(asking, channel);
    }
    return true;
  }

  /** Why this need not be asked any more: something learned since it was claimed. */
  private @Nullable Failure knownFailure(Asking asking) {
    Shard shard = asking.work.shard();
    Failure ofChannel = memory.channel(shard.channel()).failure;
    if (ofChannel != null) {
      return ofChannel;
    }
    Failure ofReport = memory.refusal(shard.channel(), shard.report());
    Failure ofRun = ofReport == null ? memory.stopped() : ofReport;
    if (ofRun != null) {
      return ofRun;
    }
    if (asking.listing) {
      Failure ofListing = memory.listings().refusal(shard.channel());
      return ofListing == null ? units.refusal(asking) : ofListing;
    }
    return budget.refusal(asking);
  }

  private void ask(Asking asking, OpenChannel channel) {
    Pacer.Sent sent = pacer.use();
    paces.use(channel);
    budget.use(asking);
    sent(asking);
    calls.begin(
        () -> client.fetch(asking.part(), channel.identity(), channel.grant().token()),
        (table, failed) -> {
          if (table != null) {
            sent.answered();
            answered(asking, channel, table);
          } else if (failed != null) {
            reactions.notAnswered(asking, channel, failed);
          }
        });
  }

  private void list(Asking asking, OpenChannel channel) {
    Pacer.Sent unused = memory.dataPacer().use();
    units.use();
    listener.listed(tried(asking));
    listings.ask(asking, channel);
  }

  /** Notes that a call is made, and tells whether it is one more for the same. */
  private boolean tried(Asking asking) {
    boolean again = asking.tried++ > 0;
    if (!again) {
      asking.firstSentNanos = time.nanos();
    }
    if (asking.startedAt == null) {
      asking.startedAt = time.now();
    }
    return again;
  }

  private void sent(Asking asking) {
    boolean again = tried(asking);
    listener.sent(again);
    asking.sent++;
    if (again) {
      asking.sentAgain++;
    }
  }

  private void answered(Asking asking, OpenChannel channel, ReportTable table) {
    memory.answered();
    memory.channel(channel.ref()).answered = true;
    pacer.answered();
    paces.answered(channel);
    Optional<String> difference = asking.add(table);
    if (difference.isPresent()) {
      reactions.contradicted(asking, difference.get());
    } else if (asking.whole() == null) {
      queue.addAgain(asking, time.nanos());
    } else {
      endAnswered(asking);
    }
  }

  private void endAnswered(Asking asking) {
    budget.release(asking);
    ReportTable whole = Objects.requireNonNull(asking.whole());
    end(asking.work, asking.work.answered(asking, whole, time.now()));
  }

  private void endFailed(Asking asking, Failure failure) {
    budget.release(asking);
    end(asking.work, asking.work.failed(asking, failure, time.now()));
    listings.release(asking);
  }

  private void end(ShardWork work, Outcome outcome) {
    listener.ended(outcome);
    if (work.finished()) {
      unfinished--;
      finished.add(work);
    }
    ended(work, outcome.cause() == null);
  }

  private void ended(ShardWork work, boolean answered) {
    ChannelRef ref = work.shard().channel();
    if (!work.monetary()) {
      moneyRefusals.ended(ref, answered).forEach(reactions::refuseReport);
    }
    Claims.Ruling ruling = claims.ended(ref, answered);
    if (ruling != null) {
      apply(ruling);
    }
  }

  private void apply(Claims.Ruling ruling) {
    if (ruling.takenBy() != null) {
      refuseSecond(ruling.askings(), ruling.takenBy());
    } else {
      ruling
          .askings()
          .forEach(asking -> proceed(memory.channel(asking.channel()), List.of(asking)));
    }
  }

  private void await() throws InterruptedException {
    long now = time.nanos();
    long wait = LONGEST_WAIT;
    boolean paced = false;
    if (!full()) {
      paced = queue.peek(now) != null;
      wait = Math.min(wait, desk.untilDue(now));
      wait = Math.min(wait, untilNext(queue, pacer, now));
      wait = Math.min(wait, untilNext(listings.queue(), memory.dataPacer(), now));
    }
    calls.await(time, Math.max(1, wait));
    if (paced) {
      listener.throttled(TimeUnit.NANOSECONDS.toMillis(time.nanos() - now));
    }
  }

  private static long untilNext(SendQueue queue, Pacer pace, long now) {
    return queue.peek(now) == null ? queue.untilDue(now) : pace.untilNext();
  }

  /** Asks for each video, or has all the rows already. */
  private void listed(Asking asking, Listing listing) {
    ReportDefinition report = asking.request().report();
    List<String> videos = listing.videos();
    if (report.isSnapshot() || videos.isEmpty()) {
      ReportTable table = report.isSnapshot() ? rows(listing, asking) : ReportTable.EMPTY;
      budget.release(asking);
      end(asking.work, asking.work.answered(asking, table, time.now()));
      return;
    }
    DateRange dates = asking.request().dates();
    List<DateRange> pieces = settings.batches().pieces(dates, videos.size());
    DateRange first = pieces.get(0);
    if (!load.takes(VideoBatches.rows(first, videos.size()))) {
      postpone(asking, false);
      return;
    }
    if (pieces.size() > 1) {
      load.postpone(asking.work, new DateRange(pieces.get(1).first(), dates.last()), true);
      listener.found(1);
    }
    found(asking, asking.work.with(first, settings.batches().requests(report, first, videos)));
  }

  private static ReportTable rows(Listing listing, Asking asking) {
    LocalDate day = asking.request().dates().first();
    return new ReportTable(
        listing.uploads().stream()
            .filter(Upload::isVisible)
            .map(upload -> new ReportTable.Line(day, upload.cells()))
            .toList());
  }

  /** Goes on with the requests that stand in the place of one whose videos were not known. */
  private void found(Asking asking, ShardWork work) {
    List<Asking> askings = work.askings();
    begun(work, askings.size() - 1);
    listener.found(askings.size() - 1);
    budget.release(asking);
    if (budget.reserve(askings)) {
      askings.forEach(queue::add);
    } else {
      askings.forEach(each -> endFailed(each, budget.exceeded()));
    }
  }

  /** Lets a request begin again later. Its channel has answered by now, or it would be in doubt. */
  private void postpone(Asking asking, boolean behind) {
    budget.release(asking);
    load.postpone(asking.work, asking.request().dates(), behind);
    unfinished--;
    ended(asking.work, true);
  }

  /** Requests whose channel's uploads are known, or will not be. */
  private final class Listed implements ListingDesk.Users {
    @Override
    public void listed(Asking asking, Listing listing) {
      LaneRun.this.listed(asking, listing);
    }

    @Override
    public boolean isForLater(Listing listing) {
      return isOver() || (listing.pages() >= MANY_PAGES && !listing.isWhole() && !allClaimed);
    }

    @Override
    public void makesWay(Asking asking) {
      postpone(asking, !isOver());
    }

    @Override
    public void refused(Asking asking, Failure failure) {
      endFailed(asking, failure);
    }

    @Override
    public void notAnswered(Asking asking, OpenChannel channel, FetchException failed) {
      reactions.notListed(asking, channel, failed);
    }
  }

  /** Requests that have ended by what was done about their failure. */
  private final class Endings implements Reactions.Endings {
    @Override
    public void answered(Asking asking) {
      endAnswered(asking);
    }

    @Override
    public void failed(Asking asking, Failure failure) {
      endFailed(asking, failure);
    }
  }

  /** Requests that come back from the desk. */
  private final class Waiters implements ChannelDesk.Waiters {
    @Override
    public void released(Asking asking) {
      admit(memory.channel(asking.channel()), List.of(asking));
    }

    @Override
    public void refused(Asking asking, Failure failure) {
      endFailed(asking, failure);
    }
  }
}
