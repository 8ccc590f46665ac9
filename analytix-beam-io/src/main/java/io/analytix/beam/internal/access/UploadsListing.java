// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.internal.youtube.UploadedVideo;
import io.analytix.beam.internal.youtube.UploadsClient.UploadsList;
import io.analytix.beam.internal.youtube.UploadsPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known so far of a channel's uploads. */
public final class UploadsListing {
  private final Map<String, UploadedVideo> uploads = new LinkedHashMap<>();
  private @Nullable UploadsList list;
  private @Nullable String next;
  private int pages;
  private boolean whole;

  /** Where the uploads are listed, null while that is not known. */
  @Nullable
  public UploadsList list() {
    return list;
  }

  /** The page to be asked for next, null for the first. */
  @Nullable
  public String next() {
    return next;
  }

  /** How many pages have been read. */
  public int pages() {
    return pages;
  }

  /** Whether there is nothing more to ask. */
  public boolean isWhole() {
    return whole;
  }

  public void found(UploadsList where) {
    list = where;
  }

  /** Takes the next page. An upload in the meantime moves entries: some come twice. */
  public void add(UploadsPage page) {
    page.uploads().forEach(upload -> uploads.putIfAbsent(upload.video(), upload));
    pages++;
    next = page.next();
    whole = next == null;
  }

  /** There is no such list. */
  public void end() {
    whole = true;
  }

  /** How many entries are known. */
  public int size() {
    return uploads.size();
  }

  /** The entries, oldest first, so that new ones change as few requests as can be. */
  public List<UploadedVideo> uploads() {
    List<UploadedVideo> all = new ArrayList<>(uploads.values());
    Collections.reverse(all);
    return all;
  }

  /** The videos whose figures can be asked for. */
  public List<String> videos() {
    return uploads().stream()
        .filter(upload -> upload.exists() && upload.canBeNamed())
        .map(UploadedVideo::video)
        .toList();
  }
}
