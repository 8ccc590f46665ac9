// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.MemoryTokenStore;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.access.ScriptedRefresher;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.internal.youtube.MinuteServer;
import io.analytix.beam.internal.youtube.UploadsServer;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.QuotaUse;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.AccessTokens;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A lane with its server, its token endpoint and its channels, in virtual time. */
final class SchedulerLab {
  static final LocalDate FIRST = LocalDate.parse("2026-11-01");

  /** One request for all days. */
  static final ReportDefinition BY_DAY = report("by_day", "day");

  /** One request a day. */
  static final ReportDefinition PER_DAY = report("per_day", "country");

  final VirtualTime time = new VirtualTime();
  final ScriptedRefresher refresher = new ScriptedRefresher(time);
  final MemoryTokenStore store = new MemoryTokenStore();
  WorkerState memory = new WorkerState();
  final List<ChannelRef> channels = new ArrayList<>();
  final List<String> identified = new ArrayList<>();
  final MinuteServer server;
  final UploadsServer uploads = new UploadsServer(time);
  final AtomicInteger planned = new AtomicInteger();
  Consumer<Outcome> listener = outcome -> {};
  final Random random;
  final List<CompletableFuture<?>> identities = new ArrayList<>();
  boolean answersWhoseChannel = true;
  Function<String, Optional<String>> own = token -> Optional.empty();
  CheckpointHandover handover = CheckpointHandover.NONE;
  Supplier<Duration> identifying = () -> Duration.ofMillis(90);
  SchedulerSettings settings;
  int stretches;
  private ShardPlanner planner = new ShardPlanner(List.of(BY_DAY), RunDates.between(FIRST, FIRST));
  private SchedulerCheckpoint state =
      SchedulerCheckpoint.fresh(QuotaUse.none(LocalDate.parse("2026-11-23")));
  private Predicate<ReportRequest> deferred = request -> false;
  private @Nullable List<ChosenShard> given;
  private ChannelAuthorizer opener;

  SchedulerLab(long seed, int perMinute, int maxInFlight) {
    this.random = new Random(seed);
    this.server = new MinuteServer(time, perMinute);
    this.settings = settings(perMinute, maxInFlight, Duration.ofSeconds(60), RetryPolicy.DEFAULT);
  }

  /** Settings with no limit but that per minute. */
  static SchedulerSettings settings(
      int perMinute, int maxInFlight, Duration checkpointInterval, RetryPolicy retries) {
    return settings(perMinute, null, Integer.MAX_VALUE, maxInFlight, checkpointInterval, retries);
  }

  /** Settings with the default limits for videos. */
  static SchedulerSettings settings(
      int perMinute,
      @Nullable Integer perMinutePerChannel,
      int perDay,
      int maxInFlight,
      Duration checkpointInterval,
      RetryPolicy retries) {
    return new SchedulerSettings(
        perMinute,
        perMinutePerChannel,
        perDay,
        maxInFlight,
        Integer.MAX_VALUE,
        VideoBatches.DEFAULT,
        CheckpointInterval.fixed(checkpointInterval),
        retries);
  }

  static String channelId(int number) {
    return String.format("UC%022d", number);
  }

  private static ReportDefinition report(String name, String dimension) {
    return ReportDefinition.named(name)
        .dimensions(dimension)
        .metrics("views")
        .lookbackDays(1)
        .build();
  }

  /** Plans these reports of so many days. */
  SchedulerLab plan(int days, ReportDefinition... reports) {
    planner =
        new ShardPlanner(List.of(reports), RunDates.between(FIRST, FIRST.plusDays(days - 1L)));
    return this;
  }

  /** Adds channels, each with a record that pins it. */
  SchedulerLab pinned(int count) {
    for (int i = 0; i < count; i++) {
      int number = channels.size();
      store.put("record-" + number, "refresh-" + number, channelId(number));
      channels.add(new ChannelRef("record-" + number, channelId(number), null, null));
    }
    return this;
  }

  /** Adds a record that pins the channel of another. */
  SchedulerLab rival(String channelId) {
    int number = channels.size();
    store.put("record-" + number, "refresh-" + number, channelId);
    channels.add(new ChannelRef("record-" + number, channelId, null, null));
    return this;
  }

  /** Adds a content owner's record for a channel. */
  SchedulerLab owned(String channelId) {
    int number = channels.size();
    store.put("record-" + number, "refresh-" + number, channelId);
    channels.add(new ChannelRef("record-" + number, channelId, "owner", null));
    return this;
  }

  /** Adds a channel whose record pins nothing. */
  SchedulerLab unpinned() {
    int number = channels.size();
    store.put("record-" + number, "refresh-" + number, null);
    channels.add(new ChannelRef("record-" + number, null, null, null));
    return this;
  }

  List<Shard> shards() {
    return channels.stream().flatMap(channel -> planner.plan(channel).stream()).toList();
  }

  /** Leaves these requests to another day. */
  SchedulerLab defer(Predicate<ReportRequest> requests) {
    deferred = requests;
    return this;
  }

  /** Lets earlier runs have used so many requests of the day's quota. */
  SchedulerLab used(long requests) {
    state = SchedulerCheckpoint.fresh(new QuotaUse(state.used().day(), requests));
    return this;
  }

  /** Runs these shards instead of all of the plan, with a quota of the day. */
  List<ShardResult> run(ShardPlanner ofRun, List<ChosenShard> shards, int perDay)
      throws InterruptedException {
    planner = ofRun;
    given = shards;
    settings =
        settings(
            settings.perMinute(),
            null,
            perDay,
            settings.maxInFlight(),
            settings.checkpointInterval().most(),
            settings.retries());
    List<ShardResult> answers = new ArrayList<>();
    int next = 0;
    do {
      next = stretch(next, answers::add);
    } while (next < shards.size() || !state.postponed().isEmpty());
    return answers;
  }

  private List<ChosenShard> chosen() {
    if (given != null) {
      return given;
    }
    return shards().stream()
        .map(
            shard ->
                new ChosenShard(
                    shard,
                    List.of(),
                    planner.requests(shard).stream()
                        .filter(deferred)
                        .map(ReportRequest::dates)
                        .toList()))
        .toList();
  }

  /** Every planned request: shard by shard. */
  List<ReportRequest> planned() {
    return shards().stream().flatMap(shard -> planner.requests(shard).stream()).toList();
  }

  /** Runs the lane to its end, pause by pause. */
  List<ShardResult> run() throws InterruptedException {
    List<ShardResult> answers = new ArrayList<>();
    int end = shards().size();
    planned.set(planned().size());
    int next = 0;
    do {
      next = stretch(next, answers::add);
    } while (next < end || !state.postponed().isEmpty());
    return answers;
  }

  /** Begins with a checkpoint that another lane left. */
  List<ShardResult> resume(int next, SchedulerCheckpoint checkpoint) throws InterruptedException {
    state = checkpoint;
    List<ShardResult> answers = new ArrayList<>();
    int reached = next;
    do {
      reached = stretch(reached, answers::add);
    } while (reached < shards().size() || !state.postponed().isEmpty());
    return answers;
  }

  /** Forgets all but the server, as a run does that was killed and is begun again at once. */
  void killed() {
    memory = new WorkerState();
    opener = null;
    state = SchedulerCheckpoint.fresh(QuotaUse.none(state.used().day()));
  }

  /** Whether something was put off that is to be begun again. */
  boolean isPostponed() {
    return !state.postponed().isEmpty();
  }

  /** Runs one stretch and returns the first shard that was not claimed. */
  int stretch(int next, Consumer<ShardResult> out) throws InterruptedException {
    if (opener == null) {
      opener =
          new ChannelAuthorizer(
              new AccessTokens(store, refresher, time.clock(), Runnable::run),
              token -> {
                identified.add(token.value().reveal());
                CompletableFuture<Optional<ChannelResource>> answer =
                    answersWhoseChannel
                        ? time.later(
                            identifying.get(),
                            () ->
                                own.apply(token.value().reveal())
                                    .map(id -> new ChannelResource(id, "")))
                        : unused();
                identities.add(answer);
                return answer;
              });
    }
    stretches++;
    List<Integer> claimed = new ArrayList<>();
    RequestScheduler run =
        new RequestScheduler(
            new FetchPlan("run-1", chosen(), planner),
            settings,
            state,
            new SchedulerContext(
                this::fetch, uploads, opener, memory, time, random, new Listener()));
    int reached =
        run.run(
            next,
            chosen().size(),
            shard -> {
              if (shard != next + claimed.size()) {
                throw new AssertionError("claimed " + shard + " after " + claimed);
              }
              return claimed.add(shard);
            },
            out,
            handover);
    if (reached != next + claimed.size()) {
      throw new AssertionError("returned " + reached + ", but claimed " + claimed);
    }
    state = run.state();
    return reached;
  }

  private CompletableFuture<ReportResponse> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token) {
    return request.report().source().usesDataApi()
        ? uploads.describe(request, channel)
        : server.fetch(request, channel, token);
  }

  static List<Outcome> outcomes(List<ShardResult> answers) {
    return answers.stream()
        .flatMap(shard -> shard.answers().stream())
        .map(ShardResult.Answer::outcome)
        .toList();
  }

  /** How each request ended, in one line a request, sorted. */
  static List<String> endings(List<ShardResult> answers) {
    TreeMap<String, String> endings = new TreeMap<>();
    for (Outcome outcome : outcomes(answers)) {
      String request =
          outcome.tokenRecord()
              + " "
              + outcome.report()
              + " "
              + outcome.startDate().getDayOfMonth();
      String cause = outcome.cause() == null ? "" : " " + outcome.cause();
      String ending = outcome.status() + cause + " sent " + outcome.requests();
      if (endings.put(request, ending) != null) {
        throw new AssertionError("two outcomes of " + request);
      }
    }
    return endings.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  static DateRange day(int number) {
    return new DateRange(FIRST.plusDays(number), FIRST.plusDays(number));
  }

  static <T> CompletableFuture<T> unused() {
    return new CompletableFuture<>();
  }

  private final class Listener implements SchedulerListener {
    @Override
    public void found(int more) {
      planned.addAndGet(more);
    }

    @Override
    public void ended(Outcome outcome) {
      listener.accept(outcome);
    }
  }
}
