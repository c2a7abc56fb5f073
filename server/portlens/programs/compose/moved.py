"""The variables of a project's services by which programs of images listen elsewhere."""

from collections.abc import Mapping

from portlens.programs.compose.project import Project
from portlens.programs.compose.service import Body
from portlens.programs.compose.settings import Settings
from portlens.programs.port_variables import PORT_VARIABLES
from portlens.text.pause import pausing
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from portlens.programs.given import Variable


class Moved:
    """What the services of a project set of such variables; empty is what nobody knows."""

    def __init__(self, project: Project) -> None:
        texts = [document.text for document in project.documents.values()]
        texts += (file.text for files in project.env_files.values() for file in files)
        # Hardly any project has one, and thousands of services may share a file.
        every = {id(text): text for text in texts}.values()
        self._is_any = any(name in text for text in pausing(every) for name in PORT_VARIABLES)
        self._project = project
        self._told: dict[tuple[str, ...], dict[str, Variable]] = {}

    def of(self, body: Body, settings: Settings) -> Mapping[str, str]:
        """Return the values by name, as far as a service's containers have them."""
        if not self._is_any:
            return {}
        from portlens.programs.compose.environment import variables_of

        found = variables_of(body, settings, self._project, self._told)
        return {each.name: each.value for each in found if each.name in PORT_VARIABLES}
