locals {
  metadata = jsondecode(file("${path.module}/template-metadata.json"))

  spec = jsonencode({
    image    = var.template_image
    metadata = local.metadata
    sdkInfo  = { language = "JAVA" }
  })

  parameters = { for name, value in merge(var.month_files ? { monthFiles = "true" } : {}, local.bulk, var.template_parameters, {
    tokenRecords     = "secretmanager:projects/${var.project_id}/secrets/${var.secret_prefix}*"
    clientSecrets    = "secretmanager:projects/${var.project_id}/secrets/${var.client_secret_id}"
    outputDataset    = var.dataset_id == null ? null : "${var.project_id}:${var.dataset_id}"
    output           = var.parquet_output ? "gs://${google_storage_bucket.this["output"].name}/youtube" : null
    queriesPerDay    = tostring(var.queries_per_day)
    queriesPerMinute = tostring(var.queries_per_minute)
  }) : name => value if value != null }

  bulk = length(var.bulk_reports) == 0 ? {} : merge(
    { bulkReports = join(",", var.bulk_reports) },
    var.create_jobs ? { createJobs = "true" } : {}
  )

  subnetwork = try(coalesce(var.subnetwork, one(google_compute_subnetwork.this[*].self_link)), null)

  environment = { for name, value in {
    serviceAccountEmail  = google_service_account.worker.email
    tempLocation         = "gs://${google_storage_bucket.this["staging"].name}/temp"
    stagingLocation      = "gs://${google_storage_bucket.this["staging"].name}/staging"
    maxWorkers           = var.max_workers
    machineType          = var.machine_type
    ipConfiguration      = local.subnetwork == null ? null : "WORKER_IP_PRIVATE"
    subnetwork           = local.subnetwork
    kmsKeyName           = var.kms_key_name
    flexrsGoal           = var.flexrs ? "FLEXRS_COST_OPTIMIZED" : null
    additionalUserLabels = local.labels
  } : name => value if value != null }

  # Both have the same job name: Dataflow refuses one while the other is active.
  launches = { for name, resume in { nightly = {}, catch-up = { resume = "true" } } : name => jsonencode({
    launchParameter = {
      jobName              = local.job_name
      containerSpecGcsPath = one([for spec in google_storage_bucket_object.spec : "gs://${spec.bucket}/${spec.name}"])
      parameters           = merge(local.parameters, resume)
      environment          = local.environment
    }
  }) if var.template_image != null }
}

# Another image or form is another object: a scheduled spec never changes under its name.
resource "google_storage_bucket_object" "spec" {
  count = var.template_image == null ? 0 : 1

  bucket       = google_storage_bucket.this["templates"].name
  name         = "${local.job_name}-${substr(sha256(local.spec), 0, 12)}.json"
  content      = local.spec
  content_type = "application/json"

  lifecycle {
    precondition {
      condition     = (var.dataset_id == null) == var.parquet_output
      error_message = "Give one sink: dataset_id for BigQuery, or dataset_id = null and parquet_output = true for Parquet."
    }
    precondition {
      condition     = !var.month_files || var.parquet_output
      error_message = "Month files are Parquet: set parquet_output, too, or leave month_files out."
    }
    precondition {
      condition     = length(setsubtract(keys(local.parameters), local.metadata.parameters[*].name)) == 0
      error_message = "template_parameters has a parameter that the template does not know: ${join(", ", setsubtract(keys(local.parameters), local.metadata.parameters[*].name))}."
    }
  }
}
