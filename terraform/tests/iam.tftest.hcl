mock_provider "google" {
  source = "./tests/google"
}

variables {
  project_id     = "demo-project"
  region         = "europe-west1"
  location       = "EU"
  template_image = "europe-west1-docker.pkg.dev/demo-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

run "project_roles_are_these_and_no_other" {
  assert {
    condition     = toset(values(google_project_iam_member.worker)[*].role) == toset(["roles/dataflow.worker", "roles/bigquery.jobUser"])
    error_message = "the worker has a wider role on the project, or lacks one"
  }
  assert {
    condition     = google_project_iam_member.launcher.role == "roles/dataflow.developer"
    error_message = "the launcher only launches"
  }
  assert {
    condition     = toset(values(google_project_iam_member.records)[*].role) == toset(["roles/secretmanager.secretAccessor"])
    error_message = "no role on secrets but to read them"
  }
  assert {
    condition     = google_project_iam_custom_role.list_records.permissions == toset(["secretmanager.secrets.list"])
    error_message = "listing alone: a name tells nothing"
  }
}

run "secrets_are_limited_to_the_prefix_by_the_projects_number" {
  assert {
    condition     = alltrue([for m in concat(values(google_project_iam_member.records), google_project_iam_member.renew_records) : one(m.condition).expression == "resource.name.startsWith(\"projects/123456789/secrets/analytix-channel-\")"])
    error_message = "secret access must be limited to the prefix, by the project number"
  }
  assert {
    condition     = google_secret_manager_secret_iam_member.client.role == "roles/secretmanager.secretAccessor"
    error_message = "the OAuth client is read, by its own name"
  }
}

run "nothing_is_renewed_unless_asked_for" {
  assert {
    condition     = length(google_project_iam_member.renew_records) + length(google_project_iam_custom_role.renew_records) == 0
    error_message = "no role on versions"
  }
}

run "records_are_renewed_if_asked_for" {
  variables {
    enable_token_writeback = true
    secret_prefix          = "tube-"
    project_number         = "42"
  }

  assert {
    condition     = google_project_iam_custom_role.renew_records[0].permissions == toset([for what in ["add", "disable", "enable", "get", "list"] : "secretmanager.versions.${what}"])
    error_message = "what a write-back does, and no access nor destroying"
  }
  assert {
    condition     = alltrue([for m in google_project_iam_member.records : one(m.condition).expression == "resource.name.startsWith(\"projects/42/secrets/tube-\")"])
    error_message = "both under the condition"
  }
}

run "data_is_reached_where_it_lies" {
  assert {
    condition     = toset(keys(google_storage_bucket_iam_member.worker)) == toset(["staging"]) && google_storage_bucket_iam_member.worker["staging"].role == "roles/storage.objectAdmin"
    error_message = "the worker writes to the staging bucket, not to the templates"
  }
  assert {
    condition     = google_storage_bucket_iam_member.launcher.role == "roles/storage.objectViewer"
    error_message = "the launcher reads the spec"
  }
  assert {
    condition     = google_bigquery_dataset_iam_member.worker[0].role == "roles/bigquery.dataEditor"
    error_message = "tables of this dataset alone"
  }
  assert {
    condition     = google_artifact_registry_repository_iam_member.worker.role == "roles/artifactregistry.reader"
    error_message = "images are read"
  }
  assert {
    condition     = google_service_account_iam_member.launch_as_worker.role == "roles/iam.serviceAccountUser"
    error_message = "the launcher starts the job as the worker"
  }
}
