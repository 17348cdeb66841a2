from typing import Any

from django.db import migrations

NAME = "Moderation"
KINDS = ("event", "resource", "measure", "update")
#: What Wagtail's own first migration makes; it asks for no reason when something is sent back.
WAGTAILS = "Moderators approval"


def assign(apps: Any, _schema_editor: Any) -> None:
    """Records of all kinds and all pages go through the moderators."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    task_type, _made = content_types.get_or_create(app_label="desk", model="moderation")
    task = apps.get_model("desk", "Moderation").objects.create(name=NAME, active=True, content_type=task_type)
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name="Moderators"))
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    for kind in KINDS:
        content_type, _made = content_types.get_or_create(app_label="catalogue", model=kind)
        apps.get_model("wagtailcore", "WorkflowContentType").objects.update_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )
    for root in apps.get_model("wagtailcore", "Page").objects.filter(depth=1):
        apps.get_model("wagtailcore", "WorkflowPage").objects.update_or_create(
            page=root, defaults={"workflow": workflow}
        )
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WAGTAILS).update(active=False)
    apps.get_model("wagtailcore", "Task").objects.filter(name=WAGTAILS).update(active=False)


def take_back(apps: Any, _schema_editor: Any) -> None:
    workflows = apps.get_model("wagtailcore", "Workflow").objects
    apps.get_model("wagtailcore", "Task").objects.filter(name=WAGTAILS).update(active=True)
    workflows.filter(name=WAGTAILS).update(active=True)
    before = workflows.filter(name=WAGTAILS).first()
    if before:
        apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow__name=NAME).update(workflow=before)
    workflows.filter(name=NAME).delete()
    apps.get_model("desk", "Moderation").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_permissions_of_editors_and_moderators"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(assign, take_back)]
