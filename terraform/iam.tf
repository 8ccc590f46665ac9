locals {
  # The condition compares with the project's number, never with its id.
  records_only = "resource.name.startsWith(\"projects/${local.project_number}/secrets/${var.secret_prefix}\")"
}

resource "google_service_account" "worker" {
  project      = var.project_id
  account_id   = "${var.name}-worker"
  display_name = "Runs ${local.job_name}: launcher and workers"

  depends_on = [google_project_service.this]
}

resource "google_service_account" "launcher" {
  project      = var.project_id
  account_id   = "${var.name}-launcher"
  display_name = "Starts ${local.job_name}"

  depends_on = [google_project_service.this]
}

resource "google_project_iam_member" "worker" {
  for_each = toset(concat(["roles/dataflow.worker"], var.dataset_id == null ? [] : ["roles/bigquery.jobUser"]))

  project = var.project_id
  role    = each.value
  member  = google_service_account.worker.member
}

resource "google_project_iam_member" "records" {
  for_each = toset(["roles/secretmanager.secretAccessor"])

  project = var.project_id
  role    = each.value
  member  = google_service_account.worker.member

  condition {
    title       = "${var.name}-token-records"
    description = "Token records only, by the prefix of their names."
    expression  = local.records_only
  }
}

# A rotated token becomes a new version. The previous version is disabled, and enabled again after a conflict.
# Google's predefined role for this could also destroy versions.
resource "google_project_iam_custom_role" "renew_records" {
  count = var.enable_token_writeback ? 1 : 0

  project     = var.project_id
  role_id     = "${replace(var.name, "-", "_")}_renew_records"
  title       = "${var.name}: renew token records"
  description = "Adds versions of secrets and disables superseded ones; destroys none, and reads none."
  permissions = [
    "secretmanager.versions.add",
    "secretmanager.versions.disable",
    "secretmanager.versions.enable",
    "secretmanager.versions.get",
    "secretmanager.versions.list",
  ]
}

resource "google_project_iam_member" "renew_records" {
  count = var.enable_token_writeback ? 1 : 0

  project = var.project_id
  role    = google_project_iam_custom_role.renew_records[0].name
  member  = google_service_account.worker.member

  condition {
    title       = "${var.name}-token-records"
    description = "Token records only, by the prefix of their names."
    expression  = local.records_only
  }
}

# Lists the names of records, without content. The permission cannot be limited by name.
resource "google_project_iam_custom_role" "list_records" {
  project     = var.project_id
  role_id     = "${replace(var.name, "-", "_")}_list_secrets"
  title       = "${var.name}: list secrets"
  description = "Sees the names of secrets, not what is in them."
  permissions = ["secretmanager.secrets.list"]
}

resource "google_project_iam_member" "list_records" {
  project = var.project_id
  role    = google_project_iam_custom_role.list_records.name
  member  = google_service_account.worker.member
}

resource "google_secret_manager_secret_iam_member" "client" {
  project   = var.project_id
  secret_id = google_secret_manager_secret.client.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.worker.member
}

resource "google_storage_bucket_iam_member" "worker" {
  for_each = setsubtract(local.buckets, ["templates"])

  bucket = google_storage_bucket.this[each.value].name
  role   = "roles/storage.objectAdmin"
  member = google_service_account.worker.member
}

resource "google_bigquery_dataset_iam_member" "worker" {
  count = var.dataset_id == null ? 0 : 1

  project    = var.project_id
  dataset_id = google_bigquery_dataset.reports[0].dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = google_service_account.worker.member
}

resource "google_artifact_registry_repository_iam_member" "worker" {
  project    = var.project_id
  location   = google_artifact_registry_repository.images.location
  repository = google_artifact_registry_repository.images.name
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.worker.member
}

resource "google_project_iam_member" "launcher" {
  project = var.project_id
  role    = "roles/dataflow.developer"
  member  = google_service_account.launcher.member
}

resource "google_service_account_iam_member" "launch_as_worker" {
  service_account_id = google_service_account.worker.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.launcher.member
}

resource "google_storage_bucket_iam_member" "launcher" {
  bucket = google_storage_bucket.this["templates"].name
  role   = "roles/storage.objectViewer"
  member = google_service_account.launcher.member
}
