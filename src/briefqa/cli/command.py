"""A command that is told everything once."""

from __future__ import annotations

import click


class Command(click.Command):
    """A command whose options are given once, but those that may be repeated; click would take the last."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the command line.

        Raises:
            click.UsageError: an option that has one value is given again, or something else is wrong.
        """
        met = set()
        for param in self.make_parser(ctx).parse_args(list(args))[2]:
            if isinstance(param, click.Option) and not (param.multiple or param.is_flag):
                if param in met:
                    raise click.UsageError(f"{param.opts[0]} is given more than once; give it once", ctx)
                met.add(param)
        return super().parse_args(ctx, args)
