locals {
  is_region = can(regex("^[a-z]+-[a-z]+[0-9]+$", lower(var.location)))

  # Regions of the secrets' replicas; empty for automatic replication.
  secret_locations = var.secret_locations != null ? var.secret_locations : tolist(local.is_region ? [lower(var.location)] : [])

  # A replica can only use a key of its own region.
  key_location         = try(split("/", var.kms_key_name)[3], null)
  secret_keys          = { for location in local.secret_locations : location => var.kms_key_name if local.key_location == location }
  automatic_secrets    = length(local.secret_locations) == 0 ? [true] : []
  user_managed_secrets = length(local.secret_locations) == 0 ? [] : [true]
}

# Empty: `analytix authorise` or an administrator adds the content, so no state file contains it.
resource "google_secret_manager_secret" "client" {
  project   = var.project_id
  secret_id = var.client_secret_id
  labels    = local.labels

  replication {
    dynamic "auto" {
      for_each = local.automatic_secrets
      content {}
    }
    dynamic "user_managed" {
      for_each = local.user_managed_secrets
      content {
        dynamic "replicas" {
          for_each = local.secret_locations
          content {
            location = replicas.value
            dynamic "customer_managed_encryption" {
              for_each = try([local.secret_keys[replicas.value]], [])
              content {
                kms_key_name = customer_managed_encryption.value
              }
            }
          }
        }
      }
    }
  }

  # Google cannot change it, and a new secret would have no content.
  lifecycle {
    ignore_changes = [replication]
  }

  depends_on = [google_project_service.this]
}

resource "google_secret_manager_secret" "channel" {
  for_each = var.channels

  project   = var.project_id
  secret_id = "${var.secret_prefix}${each.value}"
  labels    = local.labels

  replication {
    dynamic "auto" {
      for_each = local.automatic_secrets
      content {}
    }
    dynamic "user_managed" {
      for_each = local.user_managed_secrets
      content {
        dynamic "replicas" {
          for_each = local.secret_locations
          content {
            location = replicas.value
            dynamic "customer_managed_encryption" {
              for_each = try([local.secret_keys[replicas.value]], [])
              content {
                kms_key_name = customer_managed_encryption.value
              }
            }
          }
        }
      }
    }
  }

  # Google cannot change it, and a new secret would have no content.
  lifecycle {
    ignore_changes = [replication]
  }

  depends_on = [google_project_service.this]
}
