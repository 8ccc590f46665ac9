// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import java.io.Serializable;

/**
 * A member of a group.
 *
 * @param id the id of the membership, not of the member
 * @param kind the type of the member, such as {@code youtube#video}
 * @param resourceId the member's own id, such as a video's
 */
public record GroupItem(String id, String groupId, String kind, String resourceId)
    implements Serializable {}
