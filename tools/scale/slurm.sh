#!/bin/sh
# All shards as a job array of Slurm, on a file system that the nodes share:
#
#	sbatch --array=1-$(ls shards/*.in | wc -l) tools/scale/slurm.sh "$PWD"/tools/scale shards/*.in
#
# A shard that failed is done by the same command again; the others are there and take no time.
# (slurmd hands a copy of this file to the node, so the folder of shard.sh is the first operand.)
#SBATCH --job-name=broadsheet
#SBATCH --ntasks=1
#SBATCH --mem=500M
#SBATCH --output=broadsheet-%A_%a.log
scale=$1
shift "$SLURM_ARRAY_TASK_ID"
exec "$scale/shard.sh" "$1"
