mock_provider "google" {
  source = "./tests/google"
}

variables {
  project_id     = "demo-project"
  region         = "europe-west1"
  location       = "EU"
  template_image = "europe-west1-docker.pkg.dev/demo-project/analytix/analytix-nightly@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

run "scheduler_posts_the_launch_bodies" {
  assert {
    condition     = alltrue([for name, job in google_cloud_scheduler_job.launch : base64decode(job.http_target[0].body) == output.launch_bodies[name]])
    error_message = "what is posted is what the output says"
  }
  assert {
    condition     = alltrue([for job in google_cloud_scheduler_job.launch : job.time_zone == "America/Los_Angeles"])
    error_message = "YouTube's days are Pacific days"
  }
  assert {
    condition     = alltrue([for job in google_cloud_scheduler_job.launch : job.http_target[0].headers["Content-Type"] == "application/json" && job.http_target[0].http_method == "POST"])
    error_message = "a POST of JSON"
  }
  assert {
    condition     = toset(keys(google_cloud_scheduler_job.launch)) == toset(["nightly", "catch-up"])
    error_message = "nightly, and again for what is left"
  }
}

run "catch_up_is_the_nightly_launch_that_resumes" {
  assert {
    condition     = jsondecode(output.launch_bodies["catch-up"]).launchParameter.parameters == merge(jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters, { resume = "true" })
    error_message = "the same parameters, and resume"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["catch-up"]).launchParameter.jobName == jsondecode(output.launch_bodies["nightly"]).launchParameter.jobName
    error_message = "one name, so that the two never run side by side"
  }
}

run "parameters_are_known_to_the_template" {
  variables {
    template_parameters = { reports = "channel_daily,geography_daily", failOn = "10" }
  }

  assert {
    condition     = length(setsubtract(keys(jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters), jsondecode(file("./template-metadata.json")).parameters[*].name)) == 0
    error_message = "the launch would be refused: unrecognized parameter"
  }
  assert {
    condition     = jsondecode(google_storage_bucket_object.spec[0].content).metadata == jsondecode(file("./template-metadata.json"))
    error_message = "the spec has the form"
  }
  assert {
    condition     = jsondecode(google_storage_bucket_object.spec[0].content).image == var.template_image
    error_message = "the spec has the image"
  }
  assert {
    condition     = strcontains(google_storage_bucket_object.spec[0].name, substr(sha256(google_storage_bucket_object.spec[0].content), 0, 12))
    error_message = "another spec has another name"
  }
}

run "private_workers" {
  variables {
    subnetwork = "regions/europe-west1/subnetworks/jobs"
    flexrs     = true
  }

  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.environment.ipConfiguration == "WORKER_IP_PRIVATE"
    error_message = "a subnetwork means workers without public addresses"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.environment.subnetwork == "regions/europe-west1/subnetworks/jobs"
    error_message = "the subnetwork that is given"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.environment.flexrsGoal == "FLEXRS_COST_OPTIMIZED"
    error_message = "FlexRS"
  }
}

run "own_network" {
  variables {
    create_network = true
  }

  assert {
    condition     = google_compute_subnetwork.this[0].private_ip_google_access
    error_message = "Google's APIs are reached without a public address"
  }
  assert {
    condition     = endswith(jsondecode(output.launch_bodies["nightly"]).launchParameter.environment.subnetwork, "subnetworks/analytix")
    error_message = "the workers are in it"
  }
}

run "public_workers" {
  assert {
    condition     = !contains(keys(jsondecode(output.launch_bodies["nightly"]).launchParameter.environment), "ipConfiguration")
    error_message = "without a subnetwork, the default network"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.environment.maxWorkers == 2
    error_message = "few workers"
  }
  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.environment.additionalUserLabels.app == "analytix"
    error_message = "labels"
  }
}

run "nothing_is_scheduled_before_the_image_is_there" {
  variables {
    template_image = null
  }

  assert {
    condition     = length(google_cloud_scheduler_job.launch) == 0 && length(google_storage_bucket_object.spec) == 0 && length(google_monitoring_alert_policy.launch_refused) == 0
    error_message = "no image, no launch"
  }
  assert {
    condition     = output.spec_path == null && length(output.launch_bodies) == 0
    error_message = "and none is offered"
  }
}

run "no_schedule" {
  variables {
    schedule = null
  }

  assert {
    condition     = length(google_cloud_scheduler_job.launch) == 0
    error_message = "schedule = null means no scheduler job"
  }
  assert {
    condition     = length(output.launch_bodies) == 2
    error_message = "the bodies are there for others"
  }
}

run "bulk_files_are_fetched_for_jobs_that_exist_or_are_created" {
  variables {
    bulk_reports = ["channel_basic_a3", "channel_reach_basic_a1"]
    create_jobs  = true
  }

  assert {
    condition     = jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters.bulkReports == "channel_basic_a3,channel_reach_basic_a1" && jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters.createJobs == "true"
    error_message = "both parameters"
  }
  assert {
    condition     = length(setsubtract(keys(jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters), jsondecode(file("./template-metadata.json")).parameters[*].name)) == 0
    error_message = "the launch would be refused: unrecognized parameter"
  }
}

run "without_bulk_files_no_job_is_created" {
  variables {
    create_jobs = true
  }

  assert {
    condition     = length(setintersection(keys(jsondecode(output.launch_bodies["nightly"]).launchParameter.parameters), ["bulkReports", "createJobs"])) == 0
    error_message = "createJobs alone would be refused"
  }
}
