output "worker_service_account" {
  description = "Account that the job runs as."
  value       = google_service_account.worker.email
}

output "launcher_service_account" {
  description = "Account that starts the job."
  value       = google_service_account.launcher.email
}

output "image_repository" {
  description = "Repository for the template's image."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.images.repository_id}"
}

output "token_records" {
  description = "Value of --tokenRecords for the local command."
  value       = local.parameters.tokenRecords
}

output "client_secrets" {
  description = "Value of --clientSecrets for the local command."
  value       = local.parameters.clientSecrets
}

output "spec_path" {
  description = "Path of the template's spec; null before the image is pushed."
  value       = one([for spec in google_storage_bucket_object.spec : "gs://${spec.bucket}/${spec.name}"])
}

output "launch_bodies" {
  description = "Request bodies that the scheduler posts to launch the job, nightly and for the catch-up."
  value       = local.launches
}
