// Renders a Helm chart where no helm is at hand: templates, values, schema and notes, without releases or a cluster.
//
//	chart [-f values.yaml]... [-n namespace] [-r release] [-notes] CHART
//	chart -reference CHART
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

type valueFiles []string

func (f *valueFiles) String() string { return fmt.Sprint(*f) }

func (f *valueFiles) Set(path string) error {
	*f = append(*f, path)
	return nil
}

func main() {
	var files valueFiles
	flag.Var(&files, "f", "values file, later ones win; may be repeated")
	namespace := flag.String("n", "headroom-system", "namespace of the release")
	release := flag.String("r", "headroom", "name of the release")
	notes := flag.Bool("notes", false, "print NOTES.txt instead of the manifests")
	table := flag.Bool("reference", false, "print a table of the chart's values instead")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: chart [-f values.yaml]... [-n namespace] [-r release] [-notes] CHART")
		os.Exit(2)
	}

	if *table {
		text, err := os.ReadFile(filepath.Join(flag.Arg(0), "values.yaml"))
		exitOn(err)
		fmt.Print(reference(string(text)))
		return
	}
	text, err := run(flag.Arg(0), files, *release, *namespace, *notes)
	exitOn(err)
	fmt.Print(text)
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "chart:", err)
		os.Exit(1)
	}
}

func run(folder string, files []string, release, namespace string, notes bool) (string, error) {
	chart, err := load(folder)
	if err != nil {
		return "", err
	}
	values, err := chart.valuesWith(files)
	if err != nil {
		return "", err
	}
	if err := validate(chart.schema, values); err != nil {
		return "", err
	}
	return render(chart, values, release, namespace, notes)
}
