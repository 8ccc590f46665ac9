locals {
  # Whether objects are deleted after some days, or kept.
  buckets = toset(concat(["staging", "templates"], var.parquet_output ? ["output"] : []))
}

resource "google_storage_bucket" "this" {
  for_each = local.buckets

  project                     = var.project_id
  name                        = "${var.project_id}-${var.name}-${each.value}"
  location                    = var.location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = var.force_destroy
  labels                      = local.labels

  # Beam warns if soft delete keeps temporary files for a week.
  dynamic "soft_delete_policy" {
    for_each = each.value == "staging" ? [0] : []
    content {
      retention_duration_seconds = 0
    }
  }

  dynamic "versioning" {
    for_each = each.value == "templates" ? [true] : []
    content {
      enabled = true
    }
  }

  dynamic "lifecycle_rule" {
    for_each = each.value == "staging" ? [14] : []
    content {
      action {
        type = "Delete"
      }
      condition {
        age = lifecycle_rule.value
      }
    }
  }

  dynamic "encryption" {
    for_each = var.kms_key_name == null ? [] : [var.kms_key_name]
    content {
      default_kms_key_name = encryption.value
    }
  }

  depends_on = [google_project_service.this]
}
