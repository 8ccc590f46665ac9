// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * The differences between the results of this catalogue and those of analytix 5.5.0, with their
 * reasons. A catalogue without any of them reproduces analytix.
 *
 * <p>{@code DeviationTest} generates {@code
 * src/site/decisions/0006-correct-the-rules-of-analytix.md} from these texts.
 */
public enum Deviation {
  /** Reports all violations instead of the first. */
  EVERY_VIOLATION(
      "stops at the first check that fails",
      "reports every rule that is broken",
      "A definition can be corrected in one step, and unknown names do not hide a wrong shape."),
  /** Selects the best of all types instead of the first that a list of conditions yields. */
  EVERY_TYPE(
      "picks one report type by a list of conditions and tries no other",
      "tries every type, and selects the valid one with most metrics, or else the nearest",
      "The conditions reject valid queries: a group of videos is treated as playlists, and filters"
          + " of subscribedStatus, youtubeProduct, liveOrOnDemand and province that a top list"
          + " accepts are refused without another filter."),
  /** The report types, metrics and dimensions of 2024. */
  NEWER_REPORT_TYPES(
      "lacks designated market areas, concurrent viewers, membership cancellations",
      "has these three report types with their names; `dma` also without `country==US`",
      "Available since 2024-05-06; the live API accepted each. The dimensions beside `dma` are"
          + " documented by analogy with cities."),
  /** The metric engagedViews. */
  ENGAGED_VIEWS(
      "lacks `engagedViews`",
      "has it wherever `views` is",
      "Since 2025-04-30; the live API accepted it in ten report types."),
  /** The newer metrics of audience retention. */
  RETENTION_SEGMENTS(
      "lacks `startedWatching`, `stoppedWatching`, `totalSegmentImpressions`",
      "has them in audience retention",
      "Since 2024-05-06; the live API accepts them."),
  /** The dimension creatorContentType without another dimension. */
  CONTENT_TYPE_ALONE(
      "refuses `creatorContentType` as the only dimension",
      "accepts it",
      "The live API accepted it."),
  /** The cap of a city report. */
  CITY_CAP(
      "limits a city report to 25 rows",
      "limits it to 250, with a warning above 25",
      "Documented; the live API accepted 250 in 2026-09, with an empty response, but refused 26 in"
          + " 2023-01. The newer observation counts."),
  /** Location filters of playlist reports by country. */
  PLAYLIST_GEOGRAPHY(
      "accepts `continent` and `subContinent` for a playlist's countries",
      "refuses them",
      "Playlist reports accept no such filter since 2024-01-19."),
  /** Traffic source types with details. */
  DETAIL_SOURCES(
      "details ten traffic source types, among them END_SCREEN, NOTIFICATION, CAMPAIGN_CARD",
      "details ten, without those three, with HASHTAGS, SOUND_PAGE, WATCH_WITH",
      "The documentation's report pages list the types without details; its page of dimensions"
          + " lists"
          + " the newer ones."),
  /** Audience retention for several videos. */
  RETENTION_OF_SEVERAL(
      "refuses audience retention of several videos",
      "accepts it with a warning; a pipeline's custom report is still refused",
      "The API returns 200 with the first video's curve only."),
  /** Ids as a dimension. */
  ID_DIMENSIONS(
      "refuses the dimension `video` or `playlist` beside a filter of the same name",
      "accepts it in any report that accepts the filter, without a row limit; for content owners"
          + " also `channel`",
      "Documented for filters of several values; the live API accepted `video` and `day,video`. A"
          + " single id gets a warning."),
  /** The maximum number of ids. */
  ID_LIMIT(
      "accepts any number of ids",
      "accepts 500",
      "Documented; the live API accepted 500 and refused 501."),
  /** Lists in filters that accept one value. */
  SINGLE_VALUES(
      "accepts commas in any free-text filter",
      "accepts a list for video, playlist and channel only",
      "Documented: other filters have one value."),
  /** Filters without a value. */
  EMPTY_VALUES(
      "accepts an empty free-text filter", "refuses it", "The API refuses an empty parameter."),
  /** Values that analytix lacks. */
  NEWER_VALUES(
      "lacks filter values of recent years",
      "has those that are documented or were seen in a response",
      "Such as MUSIC, SHORTS_FEED, HASHTAGS, AUTOMOTIVE, VIDAA, US-ZZ."),
  /** Values that were withdrawn. */
  WITHDRAWN_VALUES(
      "has filter values that are not documented",
      "refuses them",
      "YT_PLAYLIST_PAGE was merged into PLAYLIST, VKONTATKE is misspelled, and a province is one"
          + " of the 50 states or DC."),
  /** The list of currencies. */
  CURRENCIES(
      "has the currencies of about 2018",
      "has the current ones",
      "ISO 4217 added, among others, MRU, SLE, VES and XCG, withdrew HRK, VEF and ZWL, and has"
          + " codes that are no currency, such as XAU."),
  /** Sorting by a dimension. */
  SORT_BY_DIMENSION(
      "sorts by metrics only",
      "sorts by any selected metric or dimension if there is no row limit",
      "The live error text names both lists, and documented samples sort by `day`."),
  /** Hyphens in a sort key. */
  SORT_SYNTAX(
      "strips any hyphens from both ends of a sort key, but sends them",
      "accepts one hyphen, before the name",
      "The API accepts no other form."),
  /** Repeated names. */
  DUPLICATES(
      "sends a name twice",
      "refuses it",
      "Two columns with the same name cannot be distinguished."),
  /** The limit of videos times days for traffic sources. */
  VIDEO_DAYS(
      "accepts traffic sources for any number of videos and days",
      "accepts videos × days up to 50,000",
      "Documented since 2024-11-18. Without a video filter nothing is counted, because the"
          + " documentation does not define it."),
  /** The metric averageViewPercentage with liveOrOnDemand. */
  LIVE_VIEW_PERCENTAGE(
      "accepts `averageViewPercentage` with `liveOrOnDemand` in top videos by playback detail",
      "refuses it everywhere",
      "The documentation excludes the combination."),
  /** The metric adImpressions by video. */
  AD_IMPRESSIONS_BY_VIDEO(
      "accepts `adImpressions` with the dimension `video`",
      "refuses it",
      "The live API refused it for six channels in 2026-08; by day it is accepted."),
  /** The limit of four dimensions. */
  DIMENSION_COUNT(
      "accepts all dimensions of a type at once",
      "accepts four",
      "The live API accepted four and refused five."),
  /** Dates with the dimension month. */
  MONTH_ALIGNMENT(
      "changes both dates to the first of their months, with a warning",
      "refuses dates that are not the first of a month",
      "The API refuses them, and changed dates are a different query. The nearest valid query"
          + " has the"
          + " changed dates."),
  /** The default of the last day. */
  LAST_DAY(
      "ends today by the local clock if no last day is given",
      "ends yesterday in Pacific time",
      "YouTube counts Pacific days. The current day is incomplete, but its figures would look"
          + " complete."),
  /** The scopes of a consent. */
  SCOPES(
      "drops metrics silently that the scopes do not cover, and accepts identity scopes alone",
      "refuses revenue metrics without the monetary scope, and any report without an analytics"
          + " scope",
      "Requested metrics must not be missing silently. The API accepts either analytics scope for"
          + " metrics without revenue."),
  /** The parameter startIndex with rows by id. */
  START_INDEX_WITH_IDS(
      "accepts `startIndex` everywhere",
      "refuses it with ids as a dimension, and warns elsewhere",
      "With ids the live API always returns 500; elsewhere it drops rows silently."),
  /** Content owners. */
  CONTENT_OWNERS(
      "has channels only",
      "has content owners: `channel`, `claimedStatus`, `uploaderType`, one filter that narrows"
          + " the query, no cities",
      "Documented; cities were removed on 2026-06-25.");

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

  /** What this catalogue does. */
  public String here() {
    return here;
  }

  /** The reason for the difference. */
  public String reason() {
    return reason;
  }
}
