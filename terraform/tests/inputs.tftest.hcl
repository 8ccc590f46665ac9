mock_provider "google" {
  source = "./tests/google"
}

variables {
  project_id     = "demo-project"
  region         = "europe-west1"
  location       = "EU"
  template_image = "europe-west1-docker.pkg.dev/demo-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

run "bad_name_is_refused" {
  command = plan

  variables {
    name = "Analytix!"
  }

  expect_failures = [var.name]
}

run "image_by_tag_is_refused" {
  command = plan

  variables {
    template_image = "example.com/analytix:latest"
  }

  expect_failures = [var.template_image]
}

run "dates_in_the_schedule_is_refused" {
  command = plan

  variables {
    template_parameters = { startDate = "2026-01-01" }
  }

  expect_failures = [var.template_parameters]
}

run "what_the_module_says_itself_is_refused" {
  command = plan

  variables {
    template_parameters = { output = "gs://elsewhere" }
  }

  expect_failures = [var.template_parameters]
}

run "short_prefix_is_refused" {
  command = plan

  variables {
    secret_prefix = "a"
  }

  expect_failures = [var.secret_prefix]
}

run "many_workers_is_refused" {
  command = plan

  variables {
    max_workers = 100
  }

  expect_failures = [var.max_workers]
}

run "unknown_parameter_is_refused" {
  command = plan

  variables {
    template_parameters = { report = "channel_daily" }
  }

  expect_failures = [google_storage_bucket_object.spec]
}

run "no_sink_is_refused" {
  command = plan

  variables {
    dataset_id = null
  }

  expect_failures = [google_storage_bucket_object.spec]
}

run "two_sinks_is_refused" {
  command = plan

  variables {
    parquet_output = true
  }

  expect_failures = [google_storage_bucket_object.spec]
}

run "month_files_without_parquet_is_refused" {
  command = plan

  variables {
    month_files = true
  }

  expect_failures = [google_storage_bucket_object.spec]
}
