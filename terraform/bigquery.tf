# The dataset only: the job owns its tables, their columns and their descriptions.
resource "google_bigquery_dataset" "reports" {
  count = var.dataset_id == null ? 0 : 1

  project                    = var.project_id
  dataset_id                 = var.dataset_id
  location                   = var.location
  description                = "YouTube Analytics reports, kept by ${local.job_name}."
  labels                     = local.labels
  delete_contents_on_destroy = var.force_destroy

  dynamic "default_encryption_configuration" {
    for_each = var.kms_key_name == null ? [] : [var.kms_key_name]
    content {
      kms_key_name = default_encryption_configuration.value
    }
  }

  depends_on = [google_project_service.this]
}
