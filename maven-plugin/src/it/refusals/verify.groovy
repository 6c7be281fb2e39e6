def errors = new File(basedir, 'build.log').readLines().findAll { it.contains('[ERROR] Failed to execute goal ') }
def sentences = [
    'Wrong.java: its gradients are wrong; worst: ',
    'Line.java: "a-line" cannot be the name of a class',
    'Gate.gradc was trained from another network than ',
    'Wrong.java: its gradients are wrong; worst: ']
assert errors.size() == sentences.size()
[errors, sentences].transpose().each { error, sentence -> assert error.contains(sentence) }
assert !new File(basedir, 'target/classes').exists()
return true
