"""Where settings come from: environment variables (`ASKIG_…`) and one file.

The file is `askig.toml` in the working folder, or the one that `ASKIG_SETTINGS` names. An environment variable
wins over the file. Kept apart from the settings themselves, so that a text tool reads what it needs and starts quickly.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from bot.settings_names import FILE_NAMED_BY, PREFIX, USUAL_FILE

SAMPLE_COUNCIL = Path(__file__).parent / "sample_council"
_REFERENCES_WRONG = (
    "council_references must name each reference and list how it is written, for example "
    '{"council tax account": ["7#######"]}.'
)


class SettingsWrong(Exception):  # it names what happened
    """The settings can't be used; each sentence says what to change."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class TextSettings(BaseSettings):
    """What the reading of text can be told; the whole `Settings` have it too."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    council_references: dict[str, list[str]] = Field(
        default_factory=dict,
        description="The council's own reference numbers: what each is called, and how it is written "
        "(`#` a digit, `@` a letter).",
    )

    names_model: str = Field(
        default="",
        description="An installed spaCy pipeline, or a folder with one, that reads names in place of the model that "
        "comes with Ask IG.",
    )

    policies_folder: Path | None = Field(
        default=None,
        description="The council's policies (.md, .docx, .html, .pdf), in place of the model policies that come with "
        "Ask IG.",
    )
    policies_address: str = Field(
        default="",
        description="Where the folder with the policies is opened in a browser, such as a SharePoint library; the name "
        "of a policy's file is put behind it.",
    )
    embeddings_folder: Path | None = Field(
        default=None,
        description="A folder with all-MiniLM-L6-v2 as ONNX, by which questions about policy are understood by their "
        "sense too.",
    )
    services_file: Path = Field(
        SAMPLE_COUNCIL / "services.toml", description="The council's services (TOML)."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = Path(os.environ.get(FILE_NAMED_BY, USUAL_FILE))
        sources: list[PydanticBaseSettingsSource] = [init_settings, env_settings]
        if file.exists():
            sources.append(TomlConfigSettingsSource(settings_cls, toml_file=file))
        return tuple(sources)

    def check_references(self) -> None:
        """Raises `ValueError` with a sentence for a reference that can't be used."""
        from nlp.personal_data.identifiers.council import (
            finder_for,  # spaCy comes with it, so only when asked
        )

        finder_for(self.council_references)

    def check_policies_folder(self) -> None:
        """Raises `ValueError` with a sentence for a folder that is not there."""
        if self.policies_folder is not None and not self.policies_folder.is_dir():
            raise ValueError(f"policies_folder does not exist: {self.policies_folder}.")

    def check_policies_address(self) -> None:
        """Raises `ValueError` with a sentence for an address that can't be used."""
        from integrations.policies.folder import is_web_address

        if not self.policies_address:
            return
        if not is_web_address(self.policies_address):
            raise ValueError("policies_address must be https:// and where the folder with the policies is.")
        if self.policies_folder is None:
            raise ValueError("policies_address is where policies_folder is opened, so set that too.")

    def check_names_model(self) -> None:
        """Raises `ValueError` with a sentence for a names model that can't be used."""
        if self.names_model:
            from nlp.personal_data.names.reading import load_names_reader

            load_names_reader(self.names_model)


def load_policy_settings() -> TextSettings:
    """Where the council's policies are. Raises `SettingsWrong` where that can't be used."""
    try:
        settings = TextSettings()
        settings.check_policies_folder()
        settings.check_policies_address()
    except ValidationError:
        raise SettingsWrong(
            [
                "policies_folder and embeddings_folder must each be one folder, and policies_address one address, in "
                "quotation marks."
            ]
        ) from None
    except (SettingsError, ValueError, OSError) as error:
        raise SettingsWrong([str(error)]) from None
    return settings


def embeddings_folder_as_set() -> Path | None:
    """Where the sentence encoder is, None where nowhere. Raises `SettingsWrong` where the settings can't be read."""
    try:
        return TextSettings().embeddings_folder
    except ValidationError:
        raise SettingsWrong(["embeddings_folder must be one folder, in quotation marks."]) from None
    except (SettingsError, ValueError, OSError) as error:
        raise SettingsWrong([str(error)]) from None


def load_text_settings() -> TextSettings:
    """What the reading of text is told, alone. Raises `SettingsWrong` where it can't be used."""
    try:
        settings = TextSettings()
        settings.check_references()
        settings.check_names_model()
    except ValidationError as error:
        if any(mistake["loc"][:1] == ("names_model",) for mistake in error.errors()):
            raise SettingsWrong(["names_model must be one name or folder in quotation marks."]) from None
        raise SettingsWrong([_REFERENCES_WRONG]) from None
    except SettingsError:
        raise SettingsWrong([_REFERENCES_WRONG]) from None
    except (ValueError, OSError) as error:
        raise SettingsWrong([str(error)]) from None
    return settings
