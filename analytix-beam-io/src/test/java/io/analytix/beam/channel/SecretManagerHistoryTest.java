// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.testing.SecretCall.Method;
import io.analytix.beam.testing.SimulatedSecretManager;
import io.analytix.beam.truth.Seed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two runs, consents and manual changes of versions work on one record, in random order and with
 * lost responses. The newest enabled version always equals that of a plain list of versions, and a
 * replacement is saved exactly if no newer version existed.
 */
final class SecretManagerHistoryTest {
  private static final String PREFIX = "projects/demo/secrets/youtube-";
  private static final int HISTORIES = 25;
  private static final int STEPS = 25;

  /** What a run has read, and goes by. */
  private static final class Run {
    private final TokenStore store;
    private TokenRecord read;

    Run(TokenStore store) {
      this.store = store;
    }
  }

  @Test
  void randomHistories_newestEnabledVersionIsTheRecord() throws Exception {
    long seed = Seed.get();
    try (SimulatedSecretManager service = SimulatedSecretManager.start();
        TokenStore one = store(service);
        TokenStore two = store(service)) {
      for (int history = 0; history < HISTORIES; history++) {
        new History(
                service,
                "h" + history,
                List.of(new Run(one), new Run(two)),
                new Random(seed + history))
            .play("seed " + (seed + history));
      }
    }
  }

  private static TokenStore store(SimulatedSecretManager service) {
    return new SecretManagerTokenStore(
        SecretPattern.parse(PREFIX + "*"),
        new SecretManagerEndpoint(service.endpoint()),
        Duration.ofSeconds(3));
  }

  private static final class History {
    private final SimulatedSecretManager service;
    private final String name;
    private final String secret;
    private final List<Run> runs;
    private final Random random;
    private final List<String> told = new ArrayList<>();
    private int tokens;

    History(SimulatedSecretManager service, String name, List<Run> runs, Random random) {
      this.service = service;
      this.name = name;
      this.secret = PREFIX + name;
      this.runs = runs;
      this.random = random;
    }

    void play(String seed) throws Exception {
      consent();
      for (int step = 0; step < STEPS; step++) {
        String before = newest();
        Run run = runs.get(random.nextInt(runs.size()));
        String expected = step(run, before);
        told.add("-> " + service.states(secret));
        assertWithMessage("%s: %s", seed, told).that(newest()).isEqualTo(expected);
        assertWithMessage("%s: %s", seed, told)
            .that(token(runs.get(0).store.read(name)))
            .isEqualTo(expected);
      }
    }

    /** Executes the step, and returns the expected record. */
    private String step(Run run, String before) throws Exception {
      if (random.nextInt(4) == 0) {
        service.loseResponse(call -> call.method() == Method.ADD_VERSION, 1);
      }
      switch (random.nextInt(6)) {
        case 0 -> {
          told.add("read");
          run.read = run.store.read(name);
          return before;
        }
        case 1, 2 -> {
          return renew(run, before);
        }
        case 3 -> {
          told.add("proved");
          run.store.onRefreshSucceeded(name);
          return before;
        }
        case 4 -> {
          return consent();
        }
        default -> {
          return disableNewest(before);
        }
      }
    }

    private String renew(Run run, String before) throws Exception {
      if (run.read == null) {
        return before;
      }
      String token = "renewed-" + tokens++;
      boolean current = token(run.read).equals(before);
      told.add("renew " + (current ? "the newest" : "an old one") + " as " + token);
      TokenRecord changed = run.read.withRefreshToken(Secret.of(token));
      boolean saved = run.store.replace(name, run.read, changed);
      assertWithMessage("%s", told).that(saved).isEqualTo(current);
      return current ? token : before;
    }

    private String consent() throws Exception {
      String token = "consented-" + tokens++;
      told.add("consent " + token);
      byte[] json = ("{\"refresh_token\": \"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
      runs.get(0).store.save(name, TokenRecord.parse(json));
      return token;
    }

    /** Only if there is another enabled one below it. */
    private String disableNewest(String before) {
      List<Integer> enabled = enabled();
      if (enabled.size() < 2) {
        return before;
      }
      int newest = enabled.get(enabled.size() - 1);
      told.add("disable " + newest);
      service.disable(secret, newest);
      return newest();
    }

    private List<Integer> enabled() {
      List<String> states = service.states(secret);
      List<Integer> enabled = new ArrayList<>();
      for (int i = 0; i < states.size(); i++) {
        if (states.get(i).equals("ENABLED")) {
          enabled.add(i + 1);
        }
      }
      return enabled;
    }

    private String newest() {
      List<Integer> enabled = enabled();
      String json = service.content(secret, enabled.get(enabled.size() - 1));
      try {
        return token(TokenRecord.parse(json.getBytes(StandardCharsets.UTF_8)));
      } catch (TokenRecordException e) {
        throw new AssertionError(e);
      }
    }

    private static String token(TokenRecord record) {
      return record.refreshToken().reveal();
    }
  }
}
