locals {
  services = toset([
    "artifactregistry.googleapis.com",
    "bigquery.googleapis.com",
    "cloudscheduler.googleapis.com",
    "compute.googleapis.com",
    "dataflow.googleapis.com",
    "iam.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "secretmanager.googleapis.com",
    "storage.googleapis.com",
    "youtube.googleapis.com",
    "youtubeanalytics.googleapis.com",
  ])
  project_number = coalesce(var.project_number, one(data.google_project.this[*].number))
  labels         = merge({ app = "analytix" }, var.labels)
  job_name       = "${var.name}-nightly"
}

data "google_project" "this" {
  count      = var.project_number == null ? 1 : 0
  project_id = var.project_id
}

resource "google_project_service" "this" {
  for_each           = local.services
  project            = var.project_id
  service            = each.value
  disable_on_destroy = false
}
