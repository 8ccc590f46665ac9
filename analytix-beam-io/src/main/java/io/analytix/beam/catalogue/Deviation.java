// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * Where this catalogue judges otherwise than analytix 5.5.0, and why. With none of them it is
 * analytix.
 *
 * <p>The page {@code src/site/decisions/0006-correct-the-rules-of-analytix.md} is made of these texts.
 */
public enum Deviation {
  /** All violations instead of the first. */
  EVERY_VIOLATION(
      "stops at the first check that fails",
      "reports every rule that is broken",
      "A definition is mended in one go, and unknown names do not hide a wrong shape."),
  /** The best of all types instead of the first that a list of conditions leads to. */
  EVERY_TYPE(
      "picks one report type by a list of conditions and tries no other",
      "tries every type, and takes the valid one with most metrics, or else the nearest",
      "The list leads into dead ends: a group of videos is taken for playlists, and filters of"
          + " subscribedStatus, youtubeProduct, liveOrOnDemand and province that a top list takes"
          + " are refused unless another filter is there, too."),
  /** Report types, metrics and dimensions of 2024. */
  NEWER_REPORT_TYPES(
      "does not know designated market areas, concurrent viewers, membership cancellations",
      "has these three report types with their names; `dma` without `country==US`, too",
      "Offered since 2024-05-06; each was answered live. Of the dimensions beside `dma`, the"
          + " documentation speaks by analogy with cities."),
  /** engagedViews. */
  ENGAGED_VIEWS(
      "does not know `engagedViews`",
      "has it wherever `views` is",
      "Since 2025-04-30; answered live in ten report types."),
  /** The newer metrics of audience retention. */
  RETENTION_SEGMENTS(
      "does not know `startedWatching`, `stoppedWatching`, `totalSegmentImpressions`",
      "has them in audience retention",
      "Since 2024-05-06; known to the live API."),
  /** creatorContentType without another dimension. */
  CONTENT_TYPE_ALONE(
      "refuses `creatorContentType` as the only dimension", "takes it", "Answered live."),
  /** The cap of a city report. */
  CITY_CAP(
      "caps a city report at 25 rows",
      "caps it at 250, with a warning above 25",
      "Documented; 250 were accepted live in 2026-09, of an empty answer, while 26 were refused in"
          + " 2023-01. The newer observation counts."),
  /** Location filters of a playlist's countries. */
  PLAYLIST_GEOGRAPHY(
      "takes `continent` and `subContinent` for a playlist's countries",
      "refuses them",
      "Playlist reports take no such filter since 2024-01-19."),
  /** Traffic source types that have a detail. */
  DETAIL_SOURCES(
      "details ten traffic source types, among them END_SCREEN, NOTIFICATION, CAMPAIGN_CARD",
      "details ten, without those three, with HASHTAGS, SOUND_PAGE, WATCH_WITH",
      "The report pages name what has no detail; the page of dimensions names the newer ones."),
  /** Audience retention of several videos. */
  RETENTION_OF_SEVERAL(
      "refuses audience retention of several videos",
      "takes it with a warning; a report of a pipeline is refused nevertheless",
      "The API answers 200, with the first video's curve only."),
  /** Ids as a dimension. */
  ID_DIMENSIONS(
      "refuses the dimension `video` or `playlist` beside a filter of the same name",
      "takes it in any report that takes the filter, uncapped; for content owners `channel`, too",
      "Documented for filters of several values, and answered live for `video` and `day,video`. A"
          + " single id gets a warning."),
  /** The most ids. */
  ID_LIMIT(
      "takes any number of ids",
      "takes 500",
      "Documented; live 500 were answered and 501 refused."),
  /** Lists where one value is wanted. */
  SINGLE_VALUES(
      "takes commas in any filter of free text",
      "takes a list of video, playlist and channel only",
      "Documented: other filters have one value."),
  /** Filters without a value. */
  EMPTY_VALUES(
      "takes an empty filter of free text",
      "refuses it",
      "An empty parameter is refused by the API."),
  /** Values that analytix does not know yet. */
  NEWER_VALUES(
      "does not know filter values of recent years",
      "knows those that are documented or were seen in an answer",
      "Such as MUSIC, SHORTS_FEED, HASHTAGS, AUTOMOTIVE, VIDAA, US-ZZ."),
  /** Values that are gone. */
  WITHDRAWN_VALUES(
      "knows filter values that the documentation lacks",
      "refuses them",
      "YT_PLAYLIST_PAGE was merged into PLAYLIST, VKONTATKE is misspelled, and a province is one"
          + " of the 50 states or DC."),
  /** The list of currencies. */
  CURRENCIES(
      "has the currencies of about 2018",
      "has those of today",
      "ISO 4217 added, among others, MRU, SLE, VES and XCG, withdrew HRK, VEF and ZWL, and has"
          + " codes that are no currency, such as XAU."),
  /** Sorting by a dimension. */
  SORT_BY_DIMENSION(
      "sorts by metrics only",
      "sorts by any selected metric or dimension, where there is no cap",
      "The live error text names both lists, and documented samples sort by `day`."),
  /** Hyphens of a sort key. */
  SORT_SYNTAX(
      "strips any hyphens from both ends of a sort key, but sends them",
      "takes one hyphen, before the name",
      "The API knows no other form."),
  /** Names twice. */
  DUPLICATES("sends a name twice", "refuses it", "Two columns of one name cannot be told apart."),
  /** Videos times days of traffic sources. */
  VIDEO_DAYS(
      "asks traffic sources of any number of videos and days",
      "takes videos × days up to 50,000",
      "Documented since 2024-11-18. Without a video filter nothing is counted: it is not said how."),
  /** liveOrOnDemand beside averageViewPercentage. */
  LIVE_VIEW_PERCENTAGE(
      "takes `averageViewPercentage` with `liveOrOnDemand` in top videos by playback detail",
      "refuses it everywhere",
      "The documentation excludes the two."),
  /** adImpressions by video. */
  AD_IMPRESSIONS_BY_VIDEO(
      "takes `adImpressions` with the dimension `video`",
      "refuses it",
      "Refused live on six channels in 2026-08; by day it is fine."),
  /** Five dimensions. */
  DIMENSION_COUNT(
      "takes as many dimensions as a type names",
      "takes four",
      "Four were answered live, five were refused."),
  /** Dates of months. */
  MONTH_ALIGNMENT(
      "moves both dates to the first of their months, with a warning",
      "refuses dates that are not the first of a month",
      "The API refuses them, and moved dates answer another question. The nearest valid query has"
          + " the moved ones."),
  /** The last day where none is given. */
  LAST_DAY(
      "asks up to today by the local clock where no last day is given",
      "asks up to yesterday in Pacific time",
      "YouTube counts Pacific days, and today is not over: its figures would pass for a day's."),
  /** What a consent covers. */
  SCOPES(
      "drops metrics in silence which the scopes do not cover, and takes identity scopes for enough",
      "refuses money without the monetary scope, and any report without an analytics scope",
      "What was asked and does not come must be said. The API takes either analytics scope for"
          + " what is not money."),
  /** Starting later in rows by id. */
  START_INDEX_WITH_IDS(
      "takes `startIndex` everywhere",
      "refuses it with ids as a dimension, and warns of it elsewhere",
      "With ids the live API answers 500 for good; elsewhere it loses rows in silence."),
  /** Content owners. */
  CONTENT_OWNERS(
      "knows channels only",
      "knows content owners: `channel`, `claimedStatus`, `uploaderType`, one filter that narrows"
          + " the query, no cities",
      "Documented; cities left on 2026-06-25.");

  private final String analytix;
  private final String here;
  private final String reason;

  Deviation(String analytix, String here, String reason) {
    this.analytix = analytix;
    this.here = here;
    this.reason = reason;
  }

  /** What analytix 5.5.0 does. */
  public String analytix() {
    return analytix;
  }

  /** What is done here. */
  public String here() {
    return here;
  }

  /** Why. */
  public String reason() {
    return reason;
  }
}
