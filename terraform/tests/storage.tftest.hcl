mock_provider "google" {
  source = "./tests/google"
}

variables {
  project_id     = "demo-project"
  region         = "europe-west1"
  location       = "EU"
  template_image = "europe-west1-docker.pkg.dev/demo-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

run "buckets_are_closed" {
  assert {
    condition     = alltrue([for b in google_storage_bucket.this : b.uniform_bucket_level_access && b.public_access_prevention == "enforced" && !b.force_destroy])
    error_message = "no bucket is public"
  }
  assert {
    condition     = toset(keys(google_storage_bucket.this)) == toset(["staging", "templates"])
    error_message = "no output bucket unless asked for"
  }
  assert {
    condition     = one(google_storage_bucket.this["staging"].soft_delete_policy).retention_duration_seconds == 0
    error_message = "temporary files are gone when deleted"
  }
  assert {
    condition     = one(one(google_storage_bucket.this["staging"].lifecycle_rule).condition).age == 14
    error_message = "and after two weeks"
  }
}

run "dataset_without_tables" {
  assert {
    condition     = google_bigquery_dataset.reports[0].location == "EU" && !google_bigquery_dataset.reports[0].delete_contents_on_destroy
    error_message = "the dataset is kept"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters.outputDataset == "demo-project:youtube_analytics"
    error_message = "the job writes to it"
  }
}

run "parquet_only" {
  variables {
    dataset_id     = null
    parquet_output = true
    month_files    = true
  }

  assert {
    condition     = length(google_bigquery_dataset.reports) == 0 && length(google_bigquery_dataset_iam_member.worker) == 0 && !contains(keys(google_project_iam_member.worker), "roles/bigquery.jobUser")
    error_message = "nothing of BigQuery"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters.output == "gs://demo-project-analytix-output/youtube"
    error_message = "the job writes to the bucket"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters.monthFiles == "true"
    error_message = "and keeps month files"
  }
  assert {
    condition     = toset(keys(google_storage_bucket_iam_member.worker)) == toset(["staging", "output"])
    error_message = "and may"
  }
}

run "own_key" {
  variables {
    kms_key_name = "projects/p/locations/europe/keyRings/r/cryptoKeys/k"
  }

  assert {
    condition     = alltrue([for b in google_storage_bucket.this : one(b.encryption).default_kms_key_name == var.kms_key_name])
    error_message = "buckets"
  }
  assert {
    condition     = one(google_bigquery_dataset.reports[0].default_encryption_configuration).kms_key_name == var.kms_key_name
    error_message = "dataset"
  }
  assert {
    condition     = google_artifact_registry_repository.images.kms_key_name == var.kms_key_name
    error_message = "images"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.environment.kmsKeyName == var.kms_key_name
    error_message = "job"
  }
}

run "services_stay_when_the_module_goes" {
  assert {
    condition     = alltrue([for s in google_project_service.this : s.disable_on_destroy == false])
    error_message = "others may need them"
  }
}
