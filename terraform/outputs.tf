output "worker_service_account" {
  description = "Account that the job runs as."
  value       = google_service_account.worker.email
}

output "launcher_service_account" {
  description = "Account that starts the job."
  value       = google_service_account.launcher.email
}

output "image_repository" {
  description = "Where to push the template's image."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}"
}

output "token_records" {
  description = "What to give the local command as --tokenRecords."
  value       = local.parameters.tokenRecords
}

output "client_secrets" {
  description = "What to give the local command as --clientSecrets."
  value       = local.parameters.clientSecrets
}

output "spec_path" {
  description = "Where the template's spec is; null before the image is pushed."
  value       = one([for spec in google_storage_bucket_object.spec : "gs://${spec.bucket}/${spec.name}"])
}

output "launch_bodies" {
  description = "What starts the job, nightly and to catch up: the scheduler posts these very texts."
  value       = local.launches
}
