# Empty: `analytix authorise` or an administrator adds the content, so no state file contains it.
resource "google_secret_manager_secret" "client" {
  project   = var.project_id
  secret_id = var.client_secret_id
  labels    = local.labels

  replication {
    auto {}
  }

  depends_on = [google_project_service.this]
}

resource "google_secret_manager_secret" "channel" {
  for_each = var.channels

  project   = var.project_id
  secret_id = "${var.secret_prefix}${each.value}"
  labels    = local.labels

  replication {
    auto {}
  }

  depends_on = [google_project_service.this]
}
